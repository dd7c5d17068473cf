/** The session a tutor should think of now, with the way into its control centre. */
import { Button } from "@mantine/core";
import {
  IconBuilding,
  IconClock,
  IconLayoutGrid,
  IconUserCheck,
  IconVideo,
} from "@tabler/icons-react";
import { useCallback } from "react";
import { Link } from "react-router";
import type { SessionSummary } from "~/lib/contract";
import { clockText, dayText, timeOfDay } from "~/lib/durations";
import { sessionPath } from "~/lib/session-paths";
import { counted } from "~/lib/wording";
import { Clock } from "~/ui/clock";
import { Portrait } from "~/ui/portrait";
import { MODE_WORDS, startOf } from "../rules";
import classes from "./next-session.module.css";

interface NextSessionProps {
  session: SessionSummary;
  timeZone?: string;
  /** Another day's session names its day instead of counting down. */
  isToday?: boolean;
  /** Who is in the waiting room, in words. */
  waiting?: string | null;
  /** Above the name; "Next session" or "On now" where nothing is said. */
  kicker?: string;
}

export function NextSession(props: NextSessionProps) {
  const { session, timeZone, isToday = true, waiting, kicker } = props;
  const isLive = session.status === "IN_PROGRESS";
  const isAhead = isLive || session.status === "SCHEDULED";
  return (
    <section className={classes.card} aria-labelledby="next-session" data-live={isLive}>
      <div className={classes.top}>
        <div>
          <p className={classes.kicker}>{kicker ?? (isLive ? "On now" : "Next session")}</p>
          <h2 id="next-session" className={classes.name}>
            {session.name}
          </h2>
          <SessionFacts session={session} timeZone={timeZone} />
        </div>
        {isAhead && isToday && <Countdown session={session} />}
        {isAhead && !isToday && (
          <p className={classes.day}>{dayText(session.scheduledStart, timeZone)}</p>
        )}
      </div>
      <Faces session={session} />
      {waiting && (
        <p className={classes.facts} role="status">
          {waiting}
        </p>
      )}
      {session.status !== "CANCELLED" && <Ways session={session} />}
    </section>
  );
}

function Ways({ session }: { session: SessionSummary }) {
  const here = sessionPath(session.id);
  return (
    <div className={classes.ways}>
      <Button
        component={Link}
        to={`${here}/control-center`}
        size="md"
        leftSection={<IconLayoutGrid size={18} stroke={1.75} />}
      >
        Open control centre
      </Button>
      <Button
        component={Link}
        to={`${here}/attendance`}
        size="md"
        variant="default"
        leftSection={<IconUserCheck size={18} stroke={1.7} />}
      >
        Attendance
      </Button>
      {session.videoMeetingUrl && (
        <Button
          component="a"
          href={session.videoMeetingUrl}
          target="_blank"
          rel="noreferrer"
          size="md"
          variant="default"
          leftSection={<IconVideo size={18} stroke={1.7} />}
        >
          Join call
        </Button>
      )}
    </div>
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
        {counted(students.length, "student")}, {counted(courseNames.length, "course")}
      </span>
    </div>
  );
}
