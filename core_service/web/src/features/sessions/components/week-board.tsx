/** A week of sessions, day by day: columns where there is room, one list below 900 px. */
import { Link } from "react-router";
import type { SessionSummary } from "~/lib/contract";
import { shortDayText, timeOfDay } from "~/lib/durations";
import { sessionPath } from "~/lib/session-paths";
import { SESSION_SIGNS } from "~/ui/status";
import { StatusShape } from "~/ui/status-shape";
import { MODE_WORDS } from "../rules";
import classes from "./week-board.module.css";

interface WeekBoardProps {
  days: readonly string[];
  today: string;
  sessions: readonly SessionSummary[];
  timeZone?: string;
  /** Whether each session names its tutor: where there are several. */
  withTutor: boolean;
}

export function WeekBoard({ days, today, sessions, timeZone, withTutor }: WeekBoardProps) {
  return (
    <div className={classes.week}>
      {days.map((day) => {
        const ofDay = sessions.filter(({ date }) => date === day);
        return (
          <section
            key={day}
            aria-labelledby={`day-${day}`}
            data-today={day === today || undefined}
            data-empty={ofDay.length === 0 || undefined}
          >
            <h2 id={`day-${day}`}>{shortDayText(day)}</h2>
            {ofDay.length === 0 && <p>Nothing planned</p>}
            <ul>
              {ofDay.map((session) => (
                <li key={session.id}>
                  <SessionCard session={session} timeZone={timeZone} withTutor={withTutor} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function SessionCard({
  session,
  timeZone,
  withTutor,
}: Pick<WeekBoardProps, "timeZone" | "withTutor"> & { session: SessionSummary }) {
  const sign = SESSION_SIGNS[session.status];
  const teaches = session.substituteTutor ?? session.tutor;
  return (
    <Link to={sessionPath(session.id)} className={classes.session} data-status={session.status}>
      <span className={classes.time}>
        <StatusShape status={sign.shape} size={13} label={sign.words} />
        {timeOfDay(session.scheduledStart, timeZone)} to {timeOfDay(session.scheduledEnd, timeZone)}
      </span>
      <strong>{session.name}</strong>
      <span>
        {session.room?.name ?? MODE_WORDS[session.sessionMode]}, {session.students.length} of{" "}
        {session.maxCapacity}
      </span>
      {withTutor && (
        <span>
          {teaches.name}
          {session.substituteTutor ? " (cover)" : ""}
        </span>
      )}
    </Link>
  );
}
