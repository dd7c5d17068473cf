/** A card's status line: the word, the time, and for hands and quiet students a banner. */
import { IconClock, IconHandStop, IconSchool } from "@tabler/icons-react";
import { clockText, minutesText } from "~/lib/durations";
import { Clock } from "~/ui/clock";
import { ATTENDANCE_WORDS, STATUS_WORDS, type StudentStatus } from "~/ui/status";
import type { Result, RoomStudent } from "../../state/room-types";
import classes from "./card-status.module.css";

interface CardStatusProps {
  student: RoomStudent;
  status: StudentStatus;
  /** "6 min on Q3", where the student struggles. */
  struggle: string | null;
  /** The name of another adult who is with a raised hand. */
  takenBy: string | null;
}

export function CardStatus({ student, status, struggle, takenBy }: CardStatusProps) {
  if (student.mode === "TEACH" && status !== "not-here" && takenBy === null) {
    return (
      <div className={classes.banner} data-kind="with-you">
        <IconSchool size={16} stroke={1.9} aria-hidden />
        <span>With you</span>
        <Clock format={(now) => clockText(now - (student.modeSince ?? now))} />
      </div>
    );
  }
  if (status === "hand") return <HandBanner student={student} takenBy={takenBy} />;
  if (status === "quiet") {
    const since = Date.parse(student.activity?.statusSince ?? "");
    return (
      <div className={classes.banner} data-kind="quiet">
        <span>{STATUS_WORDS.quiet}</span>
        <Clock format={(now) => `${minutesText(now - since)}, no input`} />
      </div>
    );
  }
  return (
    <div className={classes.line} data-status={status}>
      <span className={classes.word}>{statusWord(student, status)}</span>
      {struggle ? (
        <span className={classes.struggle}>
          <IconClock size={14} stroke={1.9} aria-hidden />
          {struggle}
        </span>
      ) : (
        <StatusTime student={student} status={status} />
      )}
    </div>
  );
}

function HandBanner({ student, takenBy }: Pick<CardStatusProps, "student" | "takenBy">) {
  const since = Date.parse(student.help?.requestedAt ?? "");
  return (
    <div className={classes.banner} data-kind={takenBy ? "taken" : "hand"}>
      <IconHandStop size={16} stroke={1.9} aria-hidden />
      <span>{takenBy ? `${takenBy} is there` : STATUS_WORDS.hand}</span>
      <Clock format={(now) => clockText(now - since)} />
    </div>
  );
}

function statusWord(student: RoomStudent, status: StudentStatus): string {
  const result = student.results.at(-1);
  if (status === "not-here" && student.attendance && student.attendance !== "PRESENT") {
    return ATTENDANCE_WORDS[student.attendance];
  }
  const isNewest = result?.attemptId === student.activity?.attemptId;
  if (status === "finished" && isNewest && waitsForMarks(result)) return "Sent to be marked";
  return STATUS_WORDS[status];
}

/** A person marks it: the points so far are not its result. */
function waitsForMarks(result: Result | undefined): boolean {
  return result?.status === "UNDER_REVIEW" || result?.status === "SUBMITTED";
}

function StatusTime({ student, status }: Pick<CardStatusProps, "student" | "status">) {
  const { activity, offlineSince } = student;
  switch (status) {
    case "working": {
      const since = Date.parse(activity?.startedAt ?? activity?.statusSince ?? "");
      return <Clock format={(now) => minutesText(now - since)} className={classes.time} />;
    }
    case "finished": {
      const result = student.results.at(-1);
      if (!result || result.score === null || result.maxScore === 0) return null;
      if (waitsForMarks(result)) return null;
      return (
        <span className={classes.time}>{Math.round((100 * result.score) / result.maxScore)}%</span>
      );
    }
    case "offline":
      if (offlineSince === null) return null;
      return <Clock format={(now) => clockText(now - offlineSince)} className={classes.time} />;
    case "not-here":
      return student.attendance ? null : <span className={classes.time}>no word yet</span>;
    case "hand":
    case "quiet":
    case "not-started":
      return null;
  }
}
