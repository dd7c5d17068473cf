/** A centre's sessions, hands, gaps and absences, each as a row with its way. */
import { Button } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import type { SessionStatus } from "~/lib/contract";
import { dayText, minutesText, timeOfDay } from "~/lib/durations";
import { Portrait } from "~/ui/portrait";
import { ATTENDANCE_WORDS, type StudentStatus } from "~/ui/status";
import { StatusShape } from "~/ui/status-shape";
import type { CentreSession, CentreToday } from "../api";
import { sessionLine } from "../words";
import classes from "./centre-day.module.css";

const SIGNS: Readonly<Record<SessionStatus, { shape: StudentStatus; words: string }>> = {
  SCHEDULED: { shape: "not-started", words: "Planned" },
  IN_PROGRESS: { shape: "working", words: "On now" },
  COMPLETED: { shape: "finished", words: "Over" },
  CANCELLED: { shape: "not-here", words: "Cancelled" },
};

const sessionPath = (id: string) => `/dashboard/tutor/sessions/${id}`;

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

export function SessionRow({ day, timeZone }: { day: CentreSession; timeZone?: string }) {
  const { session } = day;
  const sign = SIGNS[session.status];
  return (
    <li className={classes.row}>
      <span className={classes.times}>
        <strong>{timeOfDay(session.scheduledStart, timeZone)}</strong>
        <span>{timeOfDay(session.scheduledEnd, timeZone)}</span>
      </span>
      <StatusShape status={sign.shape} label={sign.words} />
      <span className={classes.text}>
        <strong>{session.name}</strong>
        <span>{sessionLine(day)}</span>
      </span>
      <Way to={sessionPath(session.id)} label={`Open ${session.name}`} />
    </li>
  );
}

export function HandRow({ hand }: { hand: CentreToday["unansweredHands"][number] }) {
  const { request, sessionName, waitsSeconds, isLate } = hand;
  return (
    <li className={classes.row} data-plain>
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
      <Way
        to={`${sessionPath(request.sessionId)}/control-center`}
        label={`Go to ${request.studentName}`}
      />
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
    <li className={classes.row} data-plain>
      <span className={classes.text}>
        <strong>{gap.sessionName}</strong>
        <span>
          {dayText(gap.scheduledStart, timeZone)}, {timeOfDay(gap.scheduledStart, timeZone)}:{" "}
          {GAPS[gap.problem]}. Planned: {gap.tutor.name}
        </span>
      </span>
      <Way to={sessionPath(gap.sessionId)} label={`Find cover for ${gap.sessionName}`} />
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
    <li className={classes.row} data-plain>
      <span className={classes.text}>
        <strong>
          {sessionName}: {count} not marked
        </strong>
        <span>
          {dayText(scheduledStart, timeZone)}, {timeOfDay(scheduledStart, timeZone)}, {tutor.name}
        </span>
      </span>
      <Way to={`${sessionPath(sessionId)}/attendance`} label={`Mark ${sessionName}`} />
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
    <li className={classes.row} data-plain>
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

function Way({ to, label }: { to: string; label: string }) {
  return (
    <Button component={Link} to={to} variant="default" aria-label={label}>
      <IconChevronRight size={18} stroke={1.75} aria-hidden />
    </Button>
  );
}
