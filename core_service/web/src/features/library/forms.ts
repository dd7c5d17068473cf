/** What is being written: units, lessons and exercises as forms, and how their answers change with their questions. */
import type {
  Exercise,
  ExerciseType,
  ExpectedAnswer,
  Question,
  QuestionOption,
} from "~/lib/contract";

export interface UnitForm {
  title: string;
  description: string | null;
  isActive: boolean;
}

export type Block =
  { kind: "heading" | "paragraph" | "example"; text: string } | { kind: "list"; items: string[] };

export interface LessonForm {
  title: string;
  contentType: "READING" | "EXERCISE" | "WORKSHEET" | "VIDEO_LESSON" | "INTERACTIVE";
  estimatedMins: number | null;
  content: { blocks: Block[]; url?: string };
  isActive: boolean;
}

export interface ExerciseForm {
  title: string;
  exerciseType: ExerciseType;
  instructions: string | null;
  questions: Question[];
  expectedAnswers: ExpectedAnswer[];
  explanation: string | null;
  difficulty: number;
  timeLimit: number | null;
  maxScore: number;
  isActive: boolean;
}

export const TYPE_WORDS: Readonly<Record<ExerciseType, string>> = {
  MULTIPLE_CHOICE: "Choice",
  FILL_IN_BLANK: "Fill in the blank",
  NUMERICAL: "Number",
  MATCHING: "Matching",
  SHORT_ANSWER: "Short answer",
  LONG_ANSWER: "Long answer",
  WORKSHEET: "Worksheet",
};

export const TYPE_CHOICES = Object.entries(TYPE_WORDS).map(([value, label]) => ({ value, label }));

export function formOf(exercise: Exercise): ExerciseForm {
  return {
    title: exercise.title,
    exerciseType: exercise.exerciseType,
    instructions: exercise.instructions,
    questions: exercise.questions,
    expectedAnswers: exercise.questions.map(
      (_, index) => exercise.expectedAnswers?.[index] ?? { answer: null },
    ),
    explanation: exercise.explanation ?? null,
    difficulty: exercise.difficulty,
    timeLimit: exercise.timeLimit,
    maxScore: exercise.maxScore,
    isActive: exercise.isActive,
  };
}

export function emptyQuestion(type: ExerciseType): Question {
  const base: Question = { question: "", type };
  if (type === "MULTIPLE_CHOICE") return { ...base, options: ["", ""] };
  if (type === "MATCHING") return { ...base, left: ["", ""], options: ["", ""] };
  return base;
}

export function optionText(option: string | QuestionOption): string {
  return typeof option === "string" ? option : option.text;
}

export function withOptionText(
  option: string | QuestionOption,
  text: string,
): string | QuestionOption {
  return typeof option === "string" ? text : { ...option, text };
}

export function blankCount(question: Question): number {
  return Math.max(1, question.question.match(/_{3,}/g)?.length ?? 0);
}

/** The texts of the blanks, one for each. */
export function blankAnswers(question: Question, expected: ExpectedAnswer): string[] {
  const given = Array.isArray(expected.answer) ? expected.answer : [expected.answer];
  return Array.from({ length: blankCount(question) }, (_, at) => String(given[at] ?? ""));
}

/** One blank has a text, several have a list. */
export function asBlankAnswer(texts: readonly string[]): string | string[] {
  return texts.length === 1 ? (texts[0] ?? "") : [...texts];
}

/** What else is right in each blank, or for the only answer: a list of lines each. */
export function variantLines(expected: ExpectedAnswer, count: number): string[] {
  const variants = expected.acceptableVariants ?? [];
  if (count === 1) return [variants.map(String).join("\n")];
  return Array.from({ length: count }, (_, at) => {
    const ofBlank = variants[at];
    return Array.isArray(ofBlank) ? ofBlank.map(String).join("\n") : "";
  });
}

export function asVariants(lines: readonly string[]): unknown[] | undefined {
  const lists = lines.map((text) =>
    text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  );
  if (lists.every((list) => list.length === 0)) return undefined;
  return lines.length === 1 ? lists[0] : lists;
}

/** Pairs of a matching in the order of the left side; an answer names the option's text. */
export function pairsOf(question: Question, expected: ExpectedAnswer): string[] {
  const answer = expected.answer;
  const pairs =
    typeof answer === "object" && answer !== null && !Array.isArray(answer) ? answer : {};
  return (question.left ?? []).map((left) =>
    String((pairs as Record<string, unknown>)[left] ?? ""),
  );
}

export function asPairs(left: readonly string[], right: readonly string[]): Record<string, string> {
  return Object.fromEntries(left.map((text, at) => [text, right[at] ?? ""]));
}

/** The form with its n-th question and answer changed. */
export function withQuestion(
  form: ExerciseForm,
  at: number,
  question: Question,
  expected: ExpectedAnswer,
): ExerciseForm {
  return {
    ...form,
    questions: form.questions.map((old, other) => (other === at ? question : old)),
    expectedAnswers: form.expectedAnswers.map((old, other) => (other === at ? expected : old)),
  };
}

export function withoutQuestion(form: ExerciseForm, at: number): ExerciseForm {
  return {
    ...form,
    questions: form.questions.filter((_, other) => other !== at),
    expectedAnswers: form.expectedAnswers.filter((_, other) => other !== at),
  };
}

export function withNewQuestion(form: ExerciseForm): ExerciseForm {
  return {
    ...form,
    questions: [...form.questions, emptyQuestion(form.exerciseType)],
    expectedAnswers: [...form.expectedAnswers, { answer: null }],
  };
}

/** The form without what the API takes as absent: empty texts of questions and options stay, empty extras go. */
export function cleaned(form: ExerciseForm): ExerciseForm {
  return {
    ...form,
    instructions: form.instructions || null,
    explanation: form.explanation || null,
    questions: form.questions.map(withoutEmpty),
    expectedAnswers: form.expectedAnswers.map(
      (expected) =>
        ({ ...withoutEmpty(expected), answer: expected.answer ?? null }) as ExpectedAnswer,
    ),
  };
}

function withoutEmpty<T extends object>(value: T): T {
  const kept = Object.entries(value).filter(
    ([name, each]) => name === "question" || (each !== "" && each !== undefined && each !== null),
  );
  return Object.fromEntries(kept) as T;
}
