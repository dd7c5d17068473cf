/** A week as a table: one row per room or per tutor, one column per day, on narrow screens a card per row; a free cell is a free room. */
import { Link } from "react-router";
import type { SessionSummary } from "~/lib/contract";
import { shortDayText, timeOfDay } from "~/lib/durations";
import { sessionPath } from "~/lib/session-paths";
import { DataTable } from "~/ui/data-table";
import { SESSION_SIGNS } from "~/ui/status";
import { StatusShape } from "~/ui/status-shape";
import { type GridBy, type GridRow, gridRows } from "../week-grid";
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
    <DataTable
      caption="The week"
      className={classes.grid}
      columns={[
        { label: by === "room" ? "Room" : "Tutor", cell: (row) => row.name },
        ...days.map((day) => ({
          label: shortDayText(day),
          isMarked: day === today,
          cell: (row: GridRow) => <Day {...{ day, row, by, timeZone }} />,
        })),
      ]}
      rows={gridRows(sessions, by)}
      keyOf={({ id }) => id}
      cardsBelow={900}
      minWidth={1000}
    />
  );
}

function Day({
  day,
  row,
  by,
  timeZone,
}: Pick<WeekGridProps, "by" | "timeZone"> & { day: string; row: GridRow }) {
  const planned = row.sessions.filter(({ date }) => date === day);
  if (planned.length === 0) return <span className={classes.free}>Free</span>;
  return planned.map((session) => (
    <GridSession key={session.id} session={session} by={by} timeZone={timeZone} />
  ));
}

function GridSession({
  session,
  by,
  timeZone,
}: Pick<WeekGridProps, "by" | "timeZone"> & { session: SessionSummary }) {
  const sign = SESSION_SIGNS[session.status];
  const teaches = session.substituteTutor ?? session.tutor;
  return (
    <Link to={sessionPath(session.id)} className={classes.session} data-status={session.status}>
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
