/** A day's sessions as a list, each with its way in. */
import { Button } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "react-router";
import type { SessionStatus, SessionSummary } from "~/lib/contract";
import { timeOfDay } from "~/lib/durations";
import { StatusShape } from "~/ui/status-shape";
import type { StudentStatus } from "~/ui/status";
import { MODE_WORDS } from "../rules";
import classes from "./session-rows.module.css";

export const SIGNS: Readonly<Record<SessionStatus, { shape: StudentStatus; words: string }>> = {
  SCHEDULED: { shape: "not-started", words: "Planned" },
  IN_PROGRESS: { shape: "working", words: "On now" },
  COMPLETED: { shape: "finished", words: "Over" },
  CANCELLED: { shape: "not-here", words: "Cancelled" },
};

interface SessionRowsProps {
  sessions: SessionSummary[];
  timeZone?: string;
}

export function SessionRows({ sessions, timeZone }: SessionRowsProps) {
  return (
    <ul className={classes.rows}>
      {sessions.map((session) => (
        <li key={session.id} className={classes.row}>
          <span className={classes.times}>
            <strong>{timeOfDay(session.scheduledStart, timeZone)}</strong>
            <span>{timeOfDay(session.scheduledEnd, timeZone)}</span>
          </span>
          <StatusShape status={SIGNS[session.status].shape} label={SIGNS[session.status].words} />
          <span className={classes.text}>
            <strong>{session.name}</strong>
            <span>{sessionWords(session)}</span>
          </span>
          <Button
            component={Link}
            to={`/dashboard/tutor/sessions/${session.id}`}
            variant="default"
            aria-label={`Open ${session.name}`}
          >
            <IconChevronRight size={18} stroke={1.75} aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  );
}

function sessionWords(session: SessionSummary): string {
  const count = session.students.length;
  const parts = [
    SIGNS[session.status].words,
    session.room?.name ?? MODE_WORDS[session.sessionMode],
    count === 1 ? "1 student" : `${count} students`,
    session.courseNames.join(", "),
  ];
  const cover = session.substituteTutor ? ` ${session.substituteTutor.name} covers.` : "";
  return `${parts.filter(Boolean).join(" · ")}.${cover}`;
}
