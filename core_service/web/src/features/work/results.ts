/** What a child is told about an attempt that was handed in: right, not yet, or a person will read it. */
import type { Attempt, Question } from "~/lib/contract";
import { isBlank, type AnswerValue } from "./answers";

export type Outcome = "right" | "partly" | "not-yet" | "left-out" | "to-be-read" | "on-paper";

export interface QuestionResult {
  questionIndex: number;
  outcome: Outcome;
  answer: AnswerValue | undefined;
  explanation: string | null;
}

export function resultsOf(questions: readonly Question[], attempt: Attempt): QuestionResult[] {
  return questions.map((question, questionIndex) => {
    const graded = attempt.answers.find((each) => each.questionIndex === questionIndex);
    const answer = graded?.answer as AnswerValue | undefined;
    const told = attempt.questionResults?.find((each) => each.questionIndex === questionIndex);
    return {
      questionIndex,
      answer,
      outcome: outcomeOf(question, answer, graded?.isCorrect, graded?.score),
      explanation: told?.explanation ?? null,
    };
  });
}

function outcomeOf(
  question: Question,
  answer: AnswerValue | undefined,
  isCorrect: boolean | undefined | null,
  score: number | undefined | null,
): Outcome {
  if (question.type === "WORKSHEET") return "on-paper";
  if (isCorrect === true) return "right";
  if (isBlank(answer)) return "left-out";
  if (typeof isCorrect !== "boolean") return "to-be-read";
  return score ? "partly" : "not-yet";
}

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  right: "Right",
  partly: "Partly right",
  "not-yet": "Not yet",
  "left-out": "Left out",
  "to-be-read": "A person will read this",
  "on-paper": "On paper",
};

/** The sentence on top: numbers and effort, never a comparison. */
export function resultHeadline(results: readonly QuestionResult[]): string {
  const objective = results.filter(
    ({ outcome }) => outcome !== "to-be-read" && outcome !== "on-paper",
  );
  if (objective.length === 0) return "Handed in. Well done!";
  const right = objective.filter(({ outcome }) => outcome === "right").length;
  if (right === objective.length) return "All right. Well done!";
  if (right === 0) return "Not yet. Have another look.";
  return `${right} of ${objective.length} right`;
}
