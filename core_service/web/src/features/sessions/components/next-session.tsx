/** The session a tutor should think of now, with the way into its control centre. */
import { Button } from "@mantine/core";
import { IconBuilding, IconClock, IconLayoutGrid, IconVideo } from "@tabler/icons-react";
import { useCallback } from "react";
import { Link } from "react-router";
import type { SessionSummary } from "~/lib/contract";
import { clockText, timeOfDay } from "~/lib/durations";
import { Clock } from "~/ui/clock";
import { Portrait } from "~/ui/portrait";
import { MODE_WORDS, startOf } from "../rules";
import classes from "./next-session.module.css";

interface NextSessionProps {
  session: SessionSummary | null;
  timeZone?: string;
}

export function NextSession({ session, timeZone }: NextSessionProps) {
  if (session === null) {
    return (
      <section className={classes.card}>
        <h2 className={classes.name}>Done for today</h2>
        <p className={classes.facts}>All of today&rsquo;s sessions are over.</p>
      </section>
    );
  }
  const isLive = session.status === "IN_PROGRESS";
  return (
    <section className={classes.card} aria-labelledby="next-session" data-live={isLive}>
      <div className={classes.top}>
        <div>
          <p className={classes.kicker}>{isLive ? "On now" : "Next session"}</p>
          <h2 id="next-session" className={classes.name}>
            {session.name}
          </h2>
          <SessionFacts session={session} timeZone={timeZone} />
        </div>
        <Countdown session={session} />
      </div>
      <Faces session={session} />
      <Button
        component={Link}
        to={`/dashboard/tutor/sessions/${session.id}/control-center`}
        size="md"
        leftSection={<IconLayoutGrid size={18} stroke={1.75} />}
        className={classes.open}
      >
        Open control centre
      </Button>
    </section>
  );
}

function SessionFacts({ session, timeZone }: { session: SessionSummary; timeZone?: string }) {
  return (
    <p className={classes.facts}>
      <span>
        <IconClock size={16} stroke={1.6} aria-hidden />
        {timeOfDay(session.scheduledStart, timeZone)} to {timeOfDay(session.scheduledEnd, timeZone)}
      </span>
      {session.room && (
        <span>
          <IconBuilding size={16} stroke={1.6} aria-hidden />
          {session.room.name}
        </span>
      )}
      <span>
        <IconVideo size={16} stroke={1.6} aria-hidden />
        {MODE_WORDS[session.sessionMode]}
      </span>
    </p>
  );
}

function Countdown({ session }: { session: SessionSummary }) {
  const start = startOf(session);
  const end = Date.parse(session.scheduledEnd);
  const isLive = session.status === "IN_PROGRESS";
  const time = useCallback(
    (now: number) => {
      if (isLive) return clockText(Math.abs(end - now));
      return clockText(Math.abs(start - now));
    },
    [isLive, start, end],
  );
  const words = useCallback(
    (now: number) => {
      if (isLive) return now > end ? "over its time" : "left";
      return now > start ? "late to start" : "until it starts";
    },
    [isLive, start, end],
  );
  return (
    <div className={classes.countdown}>
      <Clock format={time} className={classes.time} />
      <Clock format={words} className={classes.kicker} />
    </div>
  );
}

function Faces({ session }: { session: SessionSummary }) {
  const { students, courseNames } = session;
  return (
    <div className={classes.faces}>
      <span className={classes.row}>
        {students.map((student) => (
          <Portrait key={student.id} person={student} size={36} />
        ))}
      </span>
      <span>
        {students.length} {students.length === 1 ? "student" : "students"}, {courseNames.length}{" "}
        {courseNames.length === 1 ? "course" : "courses"}
      </span>
    </div>
  );
}
