/** Answers as values: what counts as answered, what is still missing, and their form on the wire. */
import type { Answer as WireAnswer } from "~/generated/protocol";
import type { Question } from "~/lib/contract";
import { blankCount } from "./blanks";

export type AnswerValue = WireAnswer["answer"];

/** By the index of the question; a question that was never touched has no entry. */
export type Answers = Readonly<Record<number, AnswerValue>>;

export interface Gap {
  questionIndex: number;
  /** Some of its parts are filled. */
  isPartial: boolean;
}

const isText = (part: unknown) => typeof part === "string" && part.trim() !== "";

function parts(value: AnswerValue | undefined): unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof value === "object" && value !== null) return Object.values(value);
  return value === undefined || value === null ? [] : [String(value)];
}

/** Nothing in it, as the core sees it too: null, white space, or only such. */
export function isBlank(value: AnswerValue | undefined): boolean {
  return !parts(value).some(isText);
}

function partCount(question: Question): number {
  if (question.type === "FILL_IN_BLANK") return blankCount(question.question);
  if (question.type === "MATCHING") return question.left?.length ?? 0;
  return 1;
}

/** All of its blanks are filled, all of its pairs made. */
export function isComplete(question: Question, value: AnswerValue | undefined): boolean {
  return parts(value).filter(isText).length >= partCount(question) && !isBlank(value);
}

export function answeredCount(questions: readonly Question[], answers: Answers): number {
  return questions.filter((question, index) => isComplete(question, answers[index])).length;
}

export function progressPct(questions: readonly Question[], answers: Answers): number {
  if (questions.length === 0) return 0;
  return Math.round((100 * answeredCount(questions, answers)) / questions.length);
}

/** What to list before handing in. */
export function gapsOf(questions: readonly Question[], answers: Answers): Gap[] {
  return questions.flatMap((question, questionIndex) => {
    const value = answers[questionIndex];
    return isComplete(question, value) ? [] : [{ questionIndex, isPartial: !isBlank(value) }];
  });
}

/** As the core and the hub take them: in order, without blank ones. */
export function toWire(answers: Answers): WireAnswer[] {
  return Object.entries(answers)
    .map(([index, answer]) => ({ questionIndex: Number(index), answer }))
    .filter(({ answer }) => !isBlank(answer))
    .sort((a, b) => a.questionIndex - b.questionIndex);
}

export function fromWire(list: readonly { questionIndex: number; answer?: unknown }[]): Answers {
  return Object.fromEntries(
    list.map(({ questionIndex, answer }) => [questionIndex, (answer ?? null) as AnswerValue]),
  );
}

/** One text per value, whatever the order of its keys. */
function canonical(value: AnswerValue | undefined): string {
  if (isBlank(value)) return "";
  if (Array.isArray(value) || typeof value !== "object" || value === null)
    return JSON.stringify(value);
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The questions whose answers differ. */
export function differing(mine: Answers, theirs: Answers): number[] {
  const indexes = new Set([...Object.keys(mine), ...Object.keys(theirs)].map(Number));
  return [...indexes]
    .filter((index) => canonical(mine[index]) !== canonical(theirs[index]))
    .sort((a, b) => a - b);
}

export function areSame(mine: Answers, theirs: Answers): boolean {
  return differing(mine, theirs).length === 0;
}

export function wordCount(text: string): number {
  return text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** An answer in one line, for a person to compare. */
export function answerInWords(value: AnswerValue | undefined): string {
  if (isBlank(value)) return "nothing yet";
  if (Array.isArray(value)) return value.map((part) => part || "…").join(", ");
  if (typeof value === "object" && value !== null) {
    return Object.entries(value)
      .filter(([, option]) => isText(option))
      .map(([left, option]) => `${left}: ${option}`)
      .join(", ");
  }
  return String(value);
}
