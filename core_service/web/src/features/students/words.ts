/** Students in the words of staff. Pure. */
import type { AgeTier, AttemptStatus } from "~/lib/contract";
import { dateText } from "~/lib/durations";
import { counted } from "~/lib/wording";
import { shortCourseName } from "~/ui/course-icon";
import type { Booking, CatchUp, LevelChange, StudentRow, StudentSession, StudentWork } from "./api";

export const TIER_WORDS: Readonly<Record<AgeTier, string>> = {
  EARLY: "Early, 5 to 7",
  JUNIOR: "Junior, 8 to 11",
  SENIOR: "Senior, 12 and older",
};

/** "Maths 7→5": school class, then working level. */
export function levelsWords({ levels, schoolGrade }: StudentRow): string {
  if (levels.length === 0) return "Not placed yet";
  const from = schoolGrade === null ? "" : `${schoolGrade}→`;
  return levels
    .map(({ courseName, level }) => `${shortCourseName(courseName)} ${from}${level.level}`)
    .join(", ");
}

const METRIC_WORDS: Readonly<Record<LevelChange["metric"], string>> = {
  LEVEL: "level",
  READING_AGE: "reading age",
  NUMERACY_AGE: "number age",
  COMPREHENSION_LEVEL: "comprehension",
  WRITING_LEVEL: "writing",
};

const UPDATE_WORDS: Readonly<Record<LevelChange["updateType"], string>> = {
  ASSESSMENT_RESULT: "after a review",
  TUTOR_OVERRIDE: "set by hand",
  DIAGNOSTIC_TEST: "at the placement",
  LEVEL_ADVANCEMENT: "moved up",
  LEVEL_REGRESSION: "moved down",
};

/** "Maths: level 5 → 6, moved up". */
export function changeWords(change: LevelChange): string {
  const from = change.previousValue === null ? "" : `${change.previousValue} → `;
  const what = `${METRIC_WORDS[change.metric]} ${from}${change.newValue}`;
  return `${shortCourseName(change.courseName)}: ${what}, ${UPDATE_WORDS[change.updateType]}`;
}

const ATTENDANCE_WORDS: Readonly<Record<NonNullable<StudentSession["attendance"]>, string>> = {
  PRESENT: "here",
  LATE: "late",
  ABSENT: "absent",
  EXCUSED: "excused",
};

/** "Maths, here, 85 minutes, with Helen Marsh". */
/** A session with all its courses; the core tells one of them a line. */
export type AttendedSession = Omit<StudentSession, "courseName"> & { courseNames: string[] };

/** In the order in which they came: who studies two courses sat in one session. */
export function oncePerSession(places: readonly StudentSession[]): AttendedSession[] {
  const sessions = new Map<string, AttendedSession>();
  for (const { courseName, ...place } of places) {
    const known = sessions.get(place.sessionId);
    if (known) known.courseNames.push(courseName);
    else sessions.set(place.sessionId, { ...place, courseNames: [courseName] });
  }
  return [...sessions.values()];
}

export function sessionWords(session: AttendedSession): string {
  return [
    session.courseNames.map(shortCourseName).join(" and "),
    session.attendance ? ATTENDANCE_WORDS[session.attendance] : "not marked",
    session.minutes > 0 ? counted(session.minutes, "minute") : null,
    `with ${session.tutorName}`,
  ]
    .filter(Boolean)
    .join(", ");
}

const WORK_WORDS: Readonly<Record<AttemptStatus, string>> = {
  IN_PROGRESS: "at work",
  SUBMITTED: "handed in",
  AUTO_GRADED: "marked",
  UNDER_REVIEW: "being marked",
  GRADED: "marked",
};

/** "marked, 7 of 8". */
export function workWords({ status, score, maxScore }: StudentWork): string {
  return score === null ? WORK_WORDS[status] : `${WORK_WORDS[status]}, ${score} of ${maxScore}`;
}

/** "overdue, 1 of 3 done". */
export function catchUpWords({ state, doneCount, itemCount }: CatchUp): string {
  const words: Readonly<Record<CatchUp["state"], string>> = {
    DUE: "due",
    IN_PROGRESS: "in progress",
    OVERDUE: "overdue",
    DONE: "done",
    EXCUSED: "excused",
  };
  return `${words[state]}, ${doneCount} of ${itemCount} done`;
}

/** "Tuesday 16:30 to 18:00, Maths, seat A1, from 1 September". */
export function bookingWords(booking: Booking): string {
  const day = `${booking.dayOfWeek[0]}${booking.dayOfWeek.slice(1).toLowerCase()}`;
  return [
    `${day} ${booking.startTime} to ${booking.endTime}`,
    shortCourseName(booking.courseName),
    booking.seat && `seat ${booking.seat}`,
    `from ${dateText(booking.validFrom)}`,
    booking.validUntil && `until ${dateText(booking.validUntil)}`,
  ]
    .filter(Boolean)
    .join(", ");
}
