/** What a student did and will do: lessons, work, catch-ups, weekly bookings. */
import type { ReactNode } from "react";
import { Link } from "react-router";
import { dayText, timeOfDay } from "~/lib/durations";
import { sessionPath } from "~/lib/session-paths";
import { shortCourseName } from "~/ui/course-icon";
import type { Booking, CatchUp, ComingLesson, StudentSession, StudentWork } from "../api";
import { bookingWords, catchUpWords, oncePerSession, sessionWords, workWords } from "../words";
import classes from "./students.module.css";

interface RowsProps<T> {
  of: readonly T[];
  empty: string;
  children: (each: T) => ReactNode;
}

function Rows<T>({ of, empty, children }: RowsProps<T>) {
  if (of.length === 0) return <p className={classes.quiet}>{empty}</p>;
  return <ul className={classes.rows}>{of.map(children)}</ul>;
}

export function PastSessions({ sessions }: { sessions: readonly StudentSession[] }) {
  return (
    <Rows of={oncePerSession(sessions)} empty="No session yet.">
      {(session) => (
        <li key={session.sessionId}>
          <Link to={sessionPath(session.sessionId)}>
            {session.name}, {dayText(session.scheduledStart)}
          </Link>
          <span className={classes.quiet}>{sessionWords(session)}</span>
        </li>
      )}
    </Rows>
  );
}

interface ComingProps {
  sessions: readonly ComingLesson[];
  timeZone?: string;
}

export function ComingSessions({ sessions, timeZone }: ComingProps) {
  return (
    <Rows of={sessions} empty="Nothing is planned.">
      {(session) => (
        <li key={session.sessionId}>
          <strong>
            {dayText(session.scheduledStart, timeZone)},{" "}
            {timeOfDay(session.scheduledStart, timeZone)}
          </strong>
          <span className={classes.quiet}>
            {session.name}, {session.courseNames.map(shortCourseName).join(" and ")}, with{" "}
            {session.tutorName}
            {session.absenceNotice && ". Not coming"}
            {session.status === "CANCELLED" && ". Cancelled"}
          </span>
        </li>
      )}
    </Rows>
  );
}

export function RecentWork({ work }: { work: readonly StudentWork[] }) {
  return (
    <Rows of={work} empty="No work yet.">
      {(each) => (
        <li key={each.id}>
          <strong>{each.exerciseTitle}</strong>
          <span className={classes.quiet}>
            {shortCourseName(each.courseName)}, {workWords(each)},{" "}
            {dayText(each.submittedAt ?? each.startedAt)}
          </span>
        </li>
      )}
    </Rows>
  );
}

export function CatchUps({ catchUps }: { catchUps: readonly CatchUp[] }) {
  return (
    <Rows of={catchUps} empty="Nothing missed.">
      {(each) => (
        <li key={each.id}>
          <strong>
            {each.session.name}, {dayText(each.session.scheduledStart)}
          </strong>
          <span className={classes.quiet}>{catchUpWords(each)}</span>
        </li>
      )}
    </Rows>
  );
}

export function Bookings({ bookings }: { bookings: readonly Booking[] }) {
  return (
    <Rows of={bookings} empty="No weekly place is booked.">
      {(each) => (
        <li key={each.id}>
          <strong>{each.templateName}</strong>
          <span className={classes.quiet}>{bookingWords(each)}</span>
        </li>
      )}
    </Rows>
  );
}
