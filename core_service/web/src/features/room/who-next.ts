/** Answers "who needs me next, and why" (UI 5): one pure function from the room to three short lists. */
import { MINUTE_MS, minutesText } from "~/lib/durations";
import type { RoomStudent } from "./state/room-types";
import { statusOf } from "./state/student-status";

type LookReason = "struggling" | "quiet" | "offline" | "finished" | "not-visited";

export interface HandRow {
  studentId: string;
  since: number;
  isUrgent: boolean;
  /** Another adult who has said that they are coming. */
  takenBy: string | null;
}

export interface LookRow {
  studentId: string;
  reason: LookReason;
  since: number;
  words: string;
  /** For the student's own card, where a reason is said there too: "6 min on Q3". */
  onCard?: string;
}

export interface WhoNext {
  withYou: string[];
  hands: HandRow[];
  worthALook: LookRow[];
}

export interface WhoNextQuestion {
  students: RoomStudent[];
  now: number;
  /** The adult who asks. */
  meId: string;
  /** Names of the session's other adults. */
  adults: Readonly<Record<string, string>>;
  sessionStart: number | null;
  /** What a finished student would get next, where that is known. */
  nextUp: Readonly<Record<string, "something" | "nothing" | "preview">>;
  /** Until when a student was waved aside. */
  dismissedUntil: Readonly<Record<string, number>>;
}

const OFFLINE_AFTER_MS = 30_000;
const NOT_VISITED_AFTER_MS = 30 * MINUTE_MS;
const STRUGGLING_AT_LEAST_MS = 2 * MINUTE_MS;
const USUAL_QUESTION_MS = 60_000;
const POOR_RESULT = 0.5;

const LOOK_ORDER: readonly LookReason[] = [
  "struggling",
  "quiet",
  "offline",
  "finished",
  "not-visited",
];

export function whoNext(question: WhoNextQuestion): WhoNext {
  const { students, meId, now } = question;
  const withYou = students.filter((student) => isWithMe(student, meId)).map(({ id }) => id);
  const raised = students.filter(
    (student) => student.help !== null && !withYou.includes(student.id),
  );
  const taken = new Set([...withYou, ...raised.map(({ id }) => id)]);
  return {
    withYou,
    hands: raised.map((student) => handRow(student, question)).sort(byUrgencyThenWait),
    worthALook: students
      .filter(({ id }) => !taken.has(id) && (question.dismissedUntil[id] ?? 0) <= now)
      .flatMap((student) => lookRow(student, question) ?? [])
      .sort(byReasonThenWait),
  };
}

function isWithMe({ mode, help }: RoomStudent, meId: string): boolean {
  if (mode === "TEACH") return help === null || (help.acknowledgedById ?? meId) === meId;
  return false;
}

function handRow({ id, help }: RoomStudent, { meId, adults }: WhoNextQuestion): HandRow {
  const by = help?.acknowledgedById ?? null;
  return {
    studentId: id,
    since: Date.parse(help?.requestedAt ?? ""),
    isUrgent: help?.priority === "URGENT",
    takenBy: by === null || by === meId ? null : (adults[by] ?? "Another adult"),
  };
}

function byUrgencyThenWait(a: HandRow, b: HandRow): number {
  return Number(b.isUrgent) - Number(a.isUrgent) || a.since - b.since;
}

function byReasonThenWait(a: LookRow, b: LookRow): number {
  return LOOK_ORDER.indexOf(a.reason) - LOOK_ORDER.indexOf(b.reason) || a.since - b.since;
}

/** The first reason in UI 5's order that holds, if any; students who are not here have none. */
function lookRow(student: RoomStudent, question: WhoNextQuestion): LookRow | null {
  if (statusOf(student) === "not-here") return null;
  return (
    struggling(student, question.now) ??
    quiet(student, question.now) ??
    offline(student, question.now) ??
    finished(student, question) ??
    notVisited(student, question)
  );
}

/** Over twice the usual time on a question, at least two minutes; or two results running under half. */
export function struggling(student: RoomStudent, now: number): LookRow | null {
  const { activity, questionSince } = student;
  if (activity?.status === "WORKING" && questionSince !== null) {
    const usual = usualQuestionMs(activity.estimatedMins, activity.questionCount);
    const spent = now - questionSince;
    if (spent >= Math.max(2 * usual, STRUGGLING_AT_LEAST_MS)) {
      const question = (activity.questionIndex ?? activity.answeredCount) + 1;
      const words = `${minutesText(spent)} on question ${question}, usually ${minutesText(usual)}`;
      const onCard = `${minutesText(spent)} on Q${question}`;
      return { studentId: student.id, reason: "struggling", since: questionSince, words, onCard };
    }
  }
  const lastTwo = student.results.filter(({ score }) => score !== null).slice(-2);
  const arePoor = lastTwo.every(({ score, maxScore }) => (score ?? 0) < POOR_RESULT * maxScore);
  if (lastTwo.length < 2 || !arePoor) return null;
  const since = lastTwo[1]?.at ?? now;
  return {
    studentId: student.id,
    reason: "struggling",
    since,
    words: "Two results running under 50%",
    onCard: "2 under 50%",
  };
}

function usualQuestionMs(estimatedMins: number | null | undefined, questionCount: number): number {
  if (!estimatedMins || questionCount === 0) return USUAL_QUESTION_MS;
  return (estimatedMins * MINUTE_MS) / questionCount;
}

/** The hub calls a student idle after a while without input; `statusSince` is when the last input was. */
function quiet(student: RoomStudent, now: number): LookRow | null {
  if (statusOf(student) !== "quiet" || !student.activity) return null;
  const since = Date.parse(student.activity.statusSince);
  return {
    studentId: student.id,
    reason: "quiet",
    since,
    words: `No input for ${minutesText(now - since)}`,
  };
}

function offline(student: RoomStudent, now: number): LookRow | null {
  const since = student.offlineSince;
  if (statusOf(student) !== "offline" || since === null || now - since < OFFLINE_AFTER_MS)
    return null;
  const words = `Offline ${minutesText(now - since)}. Work is kept on the tablet`;
  return { studentId: student.id, reason: "offline", since, words };
}

function finished(student: RoomStudent, { nextUp }: WhoNextQuestion): LookRow | null {
  if (statusOf(student) !== "finished" || !student.activity) return null;
  const next = nextUp[student.id];
  if (next !== "nothing" && next !== "preview") return null;
  const words =
    next === "nothing"
      ? "Finished, nothing lined up"
      : "Finished the level: only a look ahead is lined up";
  const since = Date.parse(student.activity.statusSince);
  return { studentId: student.id, reason: "finished", since, words };
}

function notVisited(student: RoomStudent, { now, sessionStart }: WhoNextQuestion): LookRow | null {
  const since = student.visitedAt ?? sessionStart;
  if (since === null || now - since < NOT_VISITED_AFTER_MS) return null;
  const words = `You have not been by in ${minutesText(now - since)}`;
  return { studentId: student.id, reason: "not-visited", since, words };
}
