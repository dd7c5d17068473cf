/** What a student has handed in today, newest first: the completion tracker of one student. */
import { minutesText } from "~/lib/durations";
import { counted } from "~/lib/wording";
import type { Result, RoomStudent } from "../../state/room-types";
import classes from "./exercises-today.module.css";

interface ExercisesTodayProps {
  student: RoomStudent;
  /** So many of the newest; all where absent. */
  most?: number;
}

export function ExercisesToday({ student, most }: ExercisesTodayProps) {
  const newest = [...student.results].reverse().slice(0, most);
  return (
    <ul className={classes.list}>
      {newest.map((result) => (
        <li key={result.attemptId}>
          <span>
            <strong>{result.title ?? "An exercise"}</strong>
            {result.questionCount !== null && `, ${counted(result.questionCount, "question")}`}
          </span>
          <span>
            <strong>{resultWords(result)}</strong>
            {result.startedAt !== null && ` in ${minutesText(result.at - result.startedAt)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function resultWords({ status, score, maxScore }: Result): string {
  if (status === "UNDER_REVIEW" || status === "SUBMITTED") return "sent to be marked";
  if (score === null) return "marked as complete";
  return maxScore > 0 ? `${Math.round((100 * score) / maxScore)}%` : "done";
}
