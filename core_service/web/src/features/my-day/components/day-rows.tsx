/** Sessions of today or of the next days, each with the one thing to do about it. */
import { Button } from "@mantine/core";
import { IconNote } from "@tabler/icons-react";
import { Link } from "react-router";
import { timeOfDay } from "~/lib/durations";
import { sessionPath } from "~/lib/session-paths";
import { counted } from "~/lib/wording";
import { OpenLink } from "~/ui/open-link";
import { SessionRow } from "~/ui/session-row";
import type { DaySession } from "../api";
import { dayWords, sessionWords } from "../day-words";

interface DayRowsProps {
  sessions: readonly DaySession[];
  timeZone: string;
  /** Of the next days: today, from which on rows begin with their day. */
  today?: string;
}

export function DayRows({ sessions, timeZone, today }: DayRowsProps) {
  return (
    <ul>
      {sessions.map((day) => (
        <DayRow key={day.session.id} day={day} timeZone={timeZone} today={today} />
      ))}
    </ul>
  );
}

function DayRow({ day, timeZone, today }: { day: DaySession; timeZone: string; today?: string }) {
  const { session, notesToWrite } = day;
  const start = timeOfDay(session.scheduledStart, timeZone);
  const times = today
    ? ([dayWords(session.date, today), start] as const)
    : ([start, timeOfDay(session.scheduledEnd, timeZone)] as const);
  return (
    <SessionRow session={session} times={times} words={sessionWords(day)}>
      {notesToWrite > 0 ? (
        <Button
          component={Link}
          to={`${sessionPath(session.id)}#notes`}
          variant="default"
          leftSection={<IconNote size={17} stroke={1.6} aria-hidden />}
        >
          Finish {counted(notesToWrite, "note")}
        </Button>
      ) : (
        <OpenLink to={sessionPath(session.id)} label={`Open ${session.name}, ${start}`} />
      )}
    </SessionRow>
  );
}
