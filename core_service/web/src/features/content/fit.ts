/** Whether an exercise suits a student, in words for the tutor (UI 5, Assign). */
import { counted } from "~/lib/wording";

/** Where the student stands against the exercise: "Their level", "Level 5, one below". */
export function levelGapWords(exerciseLevel: number, studentLevel: number | null): string {
  if (studentLevel === null) return "No level yet";
  const gap = studentLevel - exerciseLevel;
  if (gap === 0) return "Their level";
  const size = NUMBERS[Math.abs(gap)] ?? String(Math.abs(gap));
  return `Level ${studentLevel}, ${size} ${gap > 0 ? "above" : "below"}`;
}

const NUMBERS: readonly string[] = ["", "one", "two", "three", "four", "five", "six", "seven"];

const TYPE_WORDS: Readonly<Record<string, string>> = {
  WORKSHEET: "on paper",
  LONG_ANSWER: "writing",
};

/** "Level 6, 10 questions, 14 min". */
export function exerciseFacts(exercise: {
  level: number;
  questionCount: number;
  estimatedMins: number | null;
  exerciseType: string;
}): string {
  const count = counted(exercise.questionCount, "question");
  const minutes = exercise.estimatedMins ? `, ${exercise.estimatedMins} min` : "";
  const kind = TYPE_WORDS[exercise.exerciseType];
  return `Level ${exercise.level}, ${count}${minutes}${kind ? `, ${kind}` : ""}`;
}
