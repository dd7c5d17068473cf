/** What a student reads about work that was handed in: marks in numbers, what to look at again, never a rank. */
import { listed } from "~/lib/wording";
import type { OwnAttempt } from "./api";

/** "10 of 12"; whole where it is whole. */
function marksWords({ score, maxScore }: Pick<OwnAttempt, "score" | "maxScore">): string {
  if (score === null) return "";
  return `${Number.isInteger(score) ? score : score.toFixed(1)} of ${maxScore}`;
}

/** "Question 3 is worth another look". */
export function revisitWords(questions: readonly number[]): string {
  if (questions.length === 0) return "";
  const numbers = questions.map((index) => index + 1);
  if (numbers.length === 1) return `Question ${numbers[0]} is worth another look`;
  if (numbers.length > 3) return `${numbers.length} questions are worth another look`;
  return `Questions ${listed(numbers.map(String))} are worth another look`;
}

export function stateWords(attempt: OwnAttempt): string {
  if (attempt.isReturned) return "Have another look";
  switch (attempt.status) {
    case "SUBMITTED":
    case "UNDER_REVIEW":
      return "A person is reading it";
    case "AUTO_GRADED":
    case "GRADED":
      if (attempt.score === null) return "Done";
      return [marksWords(attempt), revisitWords(attempt.questionsToRevisit)]
        .filter(Boolean)
        .join(". ");
    case "IN_PROGRESS":
      return "Begun";
  }
}
