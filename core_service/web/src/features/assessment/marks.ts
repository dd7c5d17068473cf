/** What an assessor has entered, as rows of points with their total; the core computes the same (R181). */
import type { ExerciseType, Review, ReviewEntry } from "~/lib/contract";

/** What is entered so far; a criterion's note may come before its points. */
export interface Entry {
  criteria: Readonly<Record<string, { score: number | null; comment: string }>>;
  points: Readonly<Record<number, number>>;
  overall: number | null;
  feedback: string;
}

export interface MarkRow {
  key: string;
  kind: "criterion" | "question" | "whole";
  name: string;
  description: string | null;
  max: number;
  score: number | null;
  /** What each number of points stands for. */
  levels: readonly { points: number; description: string }[];
  comment: string;
  /** Of a question. */
  questionIndex: number | null;
  /** The core gave these points by itself. */
  isGiven: boolean;
}

export interface Total {
  score: number;
  max: number;
  missing: readonly MarkRow[];
}

const OBJECTIVE: ReadonlySet<ExerciseType> = new Set([
  "MULTIPLE_CHOICE",
  "FILL_IN_BLANK",
  "NUMERICAL",
  "MATCHING",
]);

export function entryOf(review: Review): Entry {
  const isOpen = review.status !== "COMPLETED";
  return {
    criteria: Object.fromEntries(
      review.criteriaScores.map((each) => [
        each.criterionName,
        { score: each.score, comment: each.comment ?? "" },
      ]),
    ),
    points: Object.fromEntries(review.scores.map((each) => [each.questionIndex, each.score])),
    overall: isOpen || isWhole(review) ? review.overallScore : null,
    feedback: review.feedback ?? "",
  };
}

/** As the API takes it: a note may come before its points, a criterion with neither is left out. */
export function toWire(entry: Entry): ReviewEntry {
  return {
    criteriaScores: Object.entries(entry.criteria).flatMap(([criterionName, { score, comment }]) =>
      score === null && !comment.trim()
        ? []
        : [{ criterionName, score, comment: comment.trim() || null }],
    ),
    scores: Object.entries(entry.points).map(([index, score]) => ({
      questionIndex: Number(index),
      score,
    })),
    overallScore: entry.overall,
    feedback: entry.feedback,
  };
}

export function isObjective(review: Review, index: number): boolean {
  const type = review.exercise.questions[index]?.type;
  return type !== undefined && OBJECTIVE.has(type);
}

/** Without a rubric and without parts that the core marks, the whole gets one number. */
export function isWhole(review: Review): boolean {
  return (
    review.rubric === null &&
    !review.exercise.questions.some((_, index) => isObjective(review, index))
  );
}

/** Criteria first, then the questions that have points of their own. */
export function rowsOf(review: Review, entry: Entry): MarkRow[] {
  if (isWhole(review)) return [wholeRow(review, entry)];
  const criteria = (review.rubric?.criteria ?? []).map((criterion): MarkRow => ({
    key: `criterion:${criterion.name}`,
    kind: "criterion",
    name: criterion.name,
    description: criterion.description ?? null,
    max: criterion.maxPoints,
    score: entry.criteria[criterion.name]?.score ?? null,
    levels: criterion.levels ?? [],
    comment: entry.criteria[criterion.name]?.comment ?? "",
    questionIndex: null,
    isGiven: false,
  }));
  const indexes = review.exercise.questions.map((_, index) => index);
  const scored = indexes.filter((index) => review.rubric === null || isObjective(review, index));
  return [...criteria, ...scored.map((index) => questionRow(review, entry, index))];
}

function wholeRow(review: Review, entry: Entry): MarkRow {
  return {
    key: "whole",
    kind: "whole",
    name: "The whole work",
    description: null,
    max: review.attemptMaxScore,
    score: entry.overall,
    levels: [],
    comment: "",
    questionIndex: null,
    isGiven: false,
  };
}

function questionRow(review: Review, entry: Entry, index: number): MarkRow {
  const given = review.givenScores.find((each) => each.questionIndex === index)?.score ?? null;
  const own = entry.points[index];
  return {
    key: `question:${index}`,
    kind: "question",
    name: `Question ${index + 1}`,
    description: null,
    max: pointsOf(review, index),
    score: own ?? given,
    levels: [],
    comment: "",
    questionIndex: index,
    isGiven: own === undefined && given !== null,
  };
}

function pointsOf(review: Review, index: number): number {
  return review.exercise.questions[index]?.points ?? 1;
}

/** The score out of the exercise's maximum, as far as it is entered. */
export function totalOf(review: Review, entry: Entry): Total {
  const rows = rowsOf(review, entry);
  const missing = rows.filter((row) => row.score === null);
  const max = review.attemptMaxScore;
  const criteria = rows.filter((row) => row.kind === "criterion");
  const others = rows.filter((row) => row.kind !== "criterion");
  const judged = review.exercise.questions.reduce(
    (sum, _, index) => (isObjective(review, index) ? sum : sum + pointsOf(review, index)),
    0,
  );
  if (criteria.length === 0)
    return { score: share(earned(others), most(others), max), max, missing };
  if (others.length === 0) {
    return { score: share(earned(criteria), most(criteria), max), max, missing };
  }
  const overall = earned(others) + share(earned(criteria), most(criteria), judged, null);
  return { score: share(overall, most(others) + judged, max), max, missing };
}

const earned = (rows: readonly MarkRow[]) => rows.reduce((sum, row) => sum + (row.score ?? 0), 0);
const most = (rows: readonly MarkRow[]) => rows.reduce((sum, row) => sum + row.max, 0);

function share(part: number, whole: number, of: number, decimals: number | null = 2): number {
  const value = whole === 0 ? 0 : (part / whole) * of;
  return decimals === null ? value : Math.round(value * 10 ** decimals) / 10 ** decimals;
}

export function withScore(entry: Entry, row: MarkRow, score: number): Entry {
  if (row.kind === "whole") return { ...entry, overall: score };
  if (row.kind === "criterion") {
    const comment = entry.criteria[row.name]?.comment ?? "";
    return { ...entry, criteria: { ...entry.criteria, [row.name]: { score, comment } } };
  }
  return { ...entry, points: { ...entry.points, [row.questionIndex ?? 0]: score } };
}

export function withComment(entry: Entry, row: MarkRow, comment: string): Entry {
  const score = entry.criteria[row.name]?.score ?? null;
  return { ...entry, criteria: { ...entry.criteria, [row.name]: { score, comment } } };
}

/** 4, 3.5, 0.67: never more digits than there are. */
export function pointsText(points: number): string {
  return String(Math.round(points * 100) / 100);
}

/** What the given points stand for: the highest level that they reach. */
export function levelText(row: MarkRow): string | null {
  const { score } = row;
  if (score === null) return null;
  const reached = row.levels.filter((level) => level.points <= score);
  const best = reached.sort((a, b) => b.points - a.points)[0];
  return best ? `${best.points}: ${best.description}` : null;
}
