/** Today's sessions on a student's start page: the one to join, and those that follow. */
import { IconArrowRight, IconClock } from "@tabler/icons-react";
import { Link } from "react-router";
import type { SessionSummary } from "~/lib/contract";
import { clockText, timeOfDay } from "~/lib/durations";
import { firstName } from "~/lib/wording";
import { Clock } from "~/ui/clock";
import { Portrait } from "~/ui/portrait";
import { ReadToYoungest } from "~/ui/read-to-youngest";
import { useNow } from "~/ui/use-now";
import classes from "./sessions.module.css";

interface JoinCardProps {
  session: SessionSummary;
  timeZone?: string;
}

export function JoinCard({ session, timeZone }: JoinCardProps) {
  const opensAt = Date.parse(session.joinOpensAt);
  const isOpen = useNow() >= opensAt || session.status === "IN_PROGRESS";
  const tutor = tutorOf(session);
  return (
    <section className={classes.hero} data-open={isOpen} aria-labelledby="next-session">
      <Portrait person={tutor} size={64} />
      <div className={classes.words}>
        <h2 id="next-session">{isOpen ? `${session.name} is open` : session.name}</h2>
        <p>
          With {firstName(tutor.name)}, {timeOfDay(session.scheduledStart, timeZone)} to{" "}
          {timeOfDay(session.scheduledEnd, timeZone)}
          {session.room ? `, ${session.room.name}` : ""}
          {session.ownSeat ? `, seat ${session.ownSeat}` : ""}
        </p>
      </div>
      <ReadToYoungest text={spoken(session, isOpen)} />
      {isOpen ? (
        <Link to={`/dashboard/student/sessions/${session.id}`} className={classes.join}>
          Join
          <IconArrowRight aria-hidden stroke={2} />
        </Link>
      ) : (
        <p className={classes.countdown}>
          <span>opens in</span>
          <Clock format={(now) => clockText(opensAt - now)} />
        </p>
      )}
    </section>
  );
}

const tutorOf = ({ substituteTutor, tutor }: SessionSummary) => substituteTutor ?? tutor;

function spoken(session: SessionSummary, isOpen: boolean): string {
  const tutor = firstName(tutorOf(session).name);
  const seat = session.ownSeat ? ` Your seat is ${session.ownSeat}.` : "";
  return `${session.name}${isOpen ? " is open" : ""}. With ${tutor}.${seat}`;
}

export function NoSession({ hadOne }: { hadOne: boolean }) {
  return (
    <section className={classes.none}>
      <h2>{hadOne ? "Done for today" : "No session today"}</h2>
      <p>{hadOne ? "See you next time!" : "Your next session shows here on its day."}</p>
    </section>
  );
}

interface LaterTodayProps {
  sessions: SessionSummary[];
  zoneOf: (session: SessionSummary) => string | undefined;
}

export function LaterToday({ sessions, zoneOf }: LaterTodayProps) {
  return (
    <section className={classes.later} aria-labelledby="later">
      <h2 id="later">Later today</h2>
      <ul>
        {sessions.map((session) => (
          <li key={session.id}>
            <IconClock aria-hidden stroke={1.7} />
            <strong>{timeOfDay(session.scheduledStart, zoneOf(session))}</strong>
            <span>
              {session.name}, with {firstName(session.tutor.name)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
