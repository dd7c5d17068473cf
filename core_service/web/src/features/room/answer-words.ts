/** A student's answer so far, as one line for the adult's eyes. */
import type { Question } from "~/lib/contract";
import type { Answer } from "~/generated/protocol";
import { plainMath } from "~/ui/math-source";
import type { RoomStudent } from "./state/room-types";

/** Empty text for no answer. */
export function answerWords(answer: Answer["answer"]): string {
  if (answer === null) return "";
  if (Array.isArray(answer)) return answer.map((part) => part ?? "_").join(", ");
  if (typeof answer === "object") {
    return Object.entries(answer)
      .filter(([, right]) => right !== null)
      .map(([left, right]) => `${plainMath(left)} → ${plainMath(right ?? "")}`)
      .join(", ");
  }
  return plainMath(String(answer));
}

/** Which question is open: what the student's page says, else the last one answered. */
export function openQuestionIndex({ activity, draft }: RoomStudent): number {
  if (activity?.questionIndex != null) return activity.questionIndex;
  const answered = draft?.answers.map(({ questionIndex }) => questionIndex) ?? [];
  return answered.length > 0 ? Math.max(...answered) : 0;
}

export function answerTo(student: RoomStudent, questionIndex: number): Answer["answer"] {
  const isOfThisAttempt = student.draft?.attemptId === student.activity?.attemptId;
  const answers = isOfThisAttempt ? student.draft?.answers : undefined;
  return answers?.find((answer) => answer.questionIndex === questionIndex)?.answer ?? null;
}

export function questionLine(question: Question | undefined): string {
  return question ? plainMath(question.question).replace(/_{3,}/g, "__") : "";
}
