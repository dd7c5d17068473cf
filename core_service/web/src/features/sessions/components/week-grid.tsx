/** A week as a table: one row per room or per tutor, one column per day; a free cell is a free room. */
import { Link } from "react-router";
import type { SessionSummary } from "~/lib/contract";
import { shortDayText, timeOfDay } from "~/lib/durations";
import { StatusShape } from "~/ui/status-shape";
import { type GridBy, gridRows } from "../week-grid";
import { SIGNS } from "./session-rows";
import classes from "./week-grid.module.css";

interface WeekGridProps {
  days: readonly string[];
  today: string;
  sessions: readonly SessionSummary[];
  by: GridBy;
  timeZone?: string;
}

export function WeekGrid({ days, today, sessions, by, timeZone }: WeekGridProps) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="The week">
      <table className={classes.grid}>
        <thead>
          <tr>
            <th scope="col">{by === "room" ? "Room" : "Tutor"}</th>
            {days.map((day) => (
              <th key={day} scope="col" data-today={day === today || undefined}>
                {shortDayText(day)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {gridRows(sessions, by).map((row) => (
            <tr key={row.id}>
              <th scope="row">{row.name}</th>
              {days.map((day) => (
                <td key={day} data-today={day === today || undefined}>
                  {row.sessions
                    .filter(({ date }) => date === day)
                    .map((session) => (
                      <GridSession key={session.id} session={session} by={by} timeZone={timeZone} />
                    ))}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function GridSession({
  session,
  by,
  timeZone,
}: Pick<WeekGridProps, "by" | "timeZone"> & { session: SessionSummary }) {
  const sign = SIGNS[session.status];
  const teaches = session.substituteTutor ?? session.tutor;
  return (
    <Link
      to={`/dashboard/tutor/sessions/${session.id}`}
      className={classes.session}
      data-status={session.status}
    >
      <span>
        <StatusShape status={sign.shape} size={12} label={sign.words} />{" "}
        {timeOfDay(session.scheduledStart, timeZone)}-{timeOfDay(session.scheduledEnd, timeZone)}
      </span>
      <strong>{session.name}</strong>
      <span>
        {by === "room" ? teaches.name : (session.room?.name ?? "No room")},{" "}
        {session.students.length}/{session.maxCapacity}
      </span>
    </Link>
  );
}
