/** A card's live zone: the open question and the answer as it is typed, or the hand's words. */
import { useQuery } from "@tanstack/react-query";
import { minutesText } from "~/lib/durations";
import { counted } from "~/lib/wording";
import { HelpPicture } from "~/ui/help-picture";
import type { StudentStatus } from "~/ui/status";
import { answerTo, answerWords, openQuestionIndex, questionLine } from "../../answer-words";
import { roomExerciseQuery } from "../../api";
import type { RoomStudent } from "../../state/room-types";
import { isHandedIn } from "../../state/student-status";
import classes from "./card-zone.module.css";

interface CardZoneProps {
  student: RoomStudent;
  status: StudentStatus;
  /** "Next: Formal letters", for a finished student. */
  nextWords: string | null;
}

export function CardZone({ student, status, nextWords }: CardZoneProps) {
  if (status === "not-here") {
    return <div className={classes.plain}>{notHereWords(student)}</div>;
  }
  if (status === "finished") {
    return (
      <div className={classes.zone}>
        <div className={classes.question}>{finishedWords(student)}</div>
        <div className={classes.outlook}>{nextWords ?? "Looking for the next one"}</div>
      </div>
    );
  }
  if (student.help?.message) {
    return (
      <div className={classes.zone} data-hand>
        <div className={classes.words}>“{student.help.message}”</div>
      </div>
    );
  }
  if (student.help?.picture) {
    return (
      <div className={classes.zone} data-hand>
        <HelpPicture name={student.help.picture} size={28} />
      </div>
    );
  }
  if (isHandedIn(student)) {
    return (
      <div className={classes.zone} data-hand={status === "hand" || undefined}>
        <div className={classes.question}>Handed in</div>
        <div className={classes.outlook}>{finishedWords(student)}</div>
      </div>
    );
  }
  return <TypedAnswer student={student} status={status} />;
}

function TypedAnswer({ student, status }: Pick<CardZoneProps, "student" | "status">) {
  const exerciseId = student.activity?.exerciseId;
  const { data: exercise } = useQuery({
    ...roomExerciseQuery(exerciseId ?? ""),
    enabled: Boolean(exerciseId),
  });
  if (!exerciseId) {
    const reading = student.activity?.lessonTitle;
    return (
      <div className={classes.plain}>{reading ? `Reading ${reading}` : "Nothing open yet"}</div>
    );
  }
  const index = openQuestionIndex(student);
  const isTyping = status === "working" || status === "hand" || status === "quiet";
  return (
    <div className={classes.zone} data-hand={status === "hand" || undefined}>
      <div className={classes.question}>
        Q{index + 1} <span>{questionLine(exercise?.questions[index])}</span>
      </div>
      <div className={classes.answer} data-caret={isTyping || undefined}>
        <span>{answerWords(answerTo(student, index)) || " "}</span>
      </div>
    </div>
  );
}

function finishedWords({ activity, results }: RoomStudent): string {
  const result = results.at(-1);
  const questions = counted(activity?.questionCount ?? 0, "question");
  const tookMs = result && activity?.startedAt ? result.at - Date.parse(activity.startedAt) : null;
  return tookMs === null ? questions : `${questions}, ${minutesText(tookMs)}`;
}

function notHereWords({ attendance }: RoomStudent): string {
  switch (attendance) {
    case "ABSENT":
      return "Marked as absent.";
    case "EXCUSED":
      return "Excused today.";
    case "PRESENT":
    case "LATE":
      return "In the room, not signed in yet.";
    case null:
      return "Has not come in yet.";
  }
}
