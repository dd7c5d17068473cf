/** A centre's sessions, hands, gaps and absences, each as a row with its way. */
import type { ReactNode } from "react";
import { dayText, minutesText, timeOfDay } from "~/lib/durations";
import { attendancePath, controlCentrePath, sessionPath } from "~/lib/session-paths";
import { OpenLink } from "~/ui/open-link";
import { Portrait } from "~/ui/portrait";
import { SessionRow } from "~/ui/session-row";
import { ATTENDANCE_WORDS } from "~/ui/status";
import type { CentreSession, CentreToday } from "../api";
import { sessionLine } from "../words";
import classes from "./centre-day.module.css";

interface RowsProps<T> {
  rows: readonly T[];
  empty: string;
  children: (row: T) => ReactNode;
}

/** The rows, or why there are none. */
export function Rows<T>({ rows, empty, children }: RowsProps<T>) {
  return rows.length === 0 ? (
    <p className={classes.none}>{empty}</p>
  ) : (
    <ul>{rows.map(children)}</ul>
  );
}

export function CentreSessionRow({ day, timeZone }: { day: CentreSession; timeZone?: string }) {
  const { session } = day;
  return (
    <SessionRow
      session={session}
      times={[
        timeOfDay(session.scheduledStart, timeZone),
        timeOfDay(session.scheduledEnd, timeZone),
      ]}
      words={sessionLine(day)}
    >
      <OpenLink to={sessionPath(session.id)} label={`Open ${session.name}`} />
    </SessionRow>
  );
}

export function HandRow({ hand }: { hand: CentreToday["unansweredHands"][number] }) {
  const { request, sessionName, waitsSeconds, isLate } = hand;
  return (
    <li className={classes.row}>
      <Portrait person={{ id: request.studentId, name: request.studentName }} size={36} />
      <span className={classes.text}>
        <strong>{request.studentName}</strong>
        <span>
          {sessionName}
          {request.message ? `: “${request.message}”` : ""}
        </span>
      </span>
      <strong className={classes.wait} data-late={isLate || undefined}>
        {minutesText(waitsSeconds * 1000)}
        {isLate && <span className="visually-hidden"> (over the limit)</span>}
      </strong>
      <OpenLink to={controlCentrePath(request.sessionId)} label={`Go to ${request.studentName}`} />
    </li>
  );
}

const GAPS: Readonly<Record<CentreToday["uncovered"][number]["problem"], string>> = {
  NO_TUTOR: "has nobody to teach it",
  NOT_STARTED: "should have begun",
};

export function GapRow({
  gap,
  timeZone,
}: {
  gap: CentreToday["uncovered"][number];
  timeZone?: string;
}) {
  return (
    <li className={classes.row}>
      <span className={classes.text}>
        <strong>{gap.sessionName}</strong>
        <span>
          {dayText(gap.scheduledStart, timeZone)}, {timeOfDay(gap.scheduledStart, timeZone)}:{" "}
          {GAPS[gap.problem]}. Planned: {gap.tutor.name}
        </span>
      </span>
      <OpenLink to={sessionPath(gap.sessionId)} label={`Find cover for ${gap.sessionName}`} />
    </li>
  );
}

export function UnmarkedRow({
  unmarked,
  timeZone,
}: {
  unmarked: CentreToday["unmarkedAttendance"][number];
  timeZone?: string;
}) {
  const { count, sessionName, sessionId, scheduledStart, tutor } = unmarked;
  return (
    <li className={classes.row}>
      <span className={classes.text}>
        <strong>
          {sessionName}: {count} not marked
        </strong>
        <span>
          {dayText(scheduledStart, timeZone)}, {timeOfDay(scheduledStart, timeZone)}, {tutor.name}
        </span>
      </span>
      <OpenLink to={attendancePath(sessionId)} label={`Mark ${sessionName}`} />
    </li>
  );
}

export function AbsenceRow({
  absence,
  timeZone,
}: {
  absence: CentreToday["absences"][number];
  timeZone?: string;
}) {
  const { student, sessionName, scheduledStart, status, note } = absence;
  const said = status ? ATTENDANCE_WORDS[status] : "The family said so";
  return (
    <li className={classes.row}>
      <Portrait person={student} size={36} />
      <span className={classes.text}>
        <strong>{student.name}</strong>
        <span>
          {sessionName}, {timeOfDay(scheduledStart, timeZone)}. {said}
          {note ? `: ${note}` : ""}
        </span>
      </span>
    </li>
  );
}
