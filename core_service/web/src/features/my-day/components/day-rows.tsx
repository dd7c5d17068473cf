/** Sessions of today or of the next days, each with the one thing to do about it. */
import { Button } from "@mantine/core";
import { IconChevronRight, IconNote } from "@tabler/icons-react";
import { Link } from "react-router";
import type { SessionStatus } from "~/lib/contract";
import { timeOfDay, weekdayText } from "~/lib/durations";
import type { StudentStatus } from "~/ui/status";
import { StatusShape } from "~/ui/status-shape";
import type { DaySession } from "../api";
import { sessionWords } from "../day-words";
import classes from "./my-day.module.css";

const SIGNS: Readonly<Record<SessionStatus, { shape: StudentStatus; words: string }>> = {
  SCHEDULED: { shape: "not-started", words: "Planned" },
  IN_PROGRESS: { shape: "working", words: "On now" },
  COMPLETED: { shape: "finished", words: "Over" },
  CANCELLED: { shape: "not-here", words: "Cancelled" },
};

interface DayRowsProps {
  sessions: readonly DaySession[];
  timeZone: string;
  /** Whether rows begin with the weekday: for the next days. */
  withDay?: boolean;
}

export function DayRows({ sessions, timeZone, withDay = false }: DayRowsProps) {
  return (
    <ul>
      {sessions.map((day) => (
        <DayRow key={day.session.id} day={day} timeZone={timeZone} withDay={withDay} />
      ))}
    </ul>
  );
}

function DayRow({
  day,
  timeZone,
  withDay,
}: {
  day: DaySession;
  timeZone: string;
  withDay: boolean;
}) {
  const { session, notesToWrite } = day;
  const sign = SIGNS[session.status];
  const start = timeOfDay(session.scheduledStart, timeZone);
  return (
    <li className={classes.row}>
      <span className={classes.times}>
        <strong>{withDay ? weekdayText(session.scheduledStart, timeZone) : start}</strong>
        <span>{withDay ? start : timeOfDay(session.scheduledEnd, timeZone)}</span>
      </span>
      <StatusShape status={sign.shape} label={sign.words} />
      <span className={classes.text}>
        <strong>{session.name}</strong>
        <span>{sessionWords(day)}</span>
      </span>
      {notesToWrite > 0 ? (
        <Button
          component={Link}
          to={`/dashboard/tutor/sessions/${session.id}#notes`}
          variant="default"
          leftSection={<IconNote size={17} stroke={1.6} aria-hidden />}
        >
          Finish {notesToWrite} {notesToWrite === 1 ? "note" : "notes"}
        </Button>
      ) : (
        <Button
          component={Link}
          to={`/dashboard/tutor/sessions/${session.id}`}
          variant="default"
          aria-label={`Open ${session.name}, ${start}`}
        >
          <IconChevronRight size={18} stroke={1.75} aria-hidden />
        </Button>
      )}
    </li>
  );
}
