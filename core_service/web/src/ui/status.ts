/** The statuses of students and sessions, and the words for them; each has a shape of its own as well. */
import type { AttendanceStatus, SessionStatus } from "~/lib/contract";

export type StudentStatus =
  "working" | "hand" | "quiet" | "finished" | "offline" | "not-started" | "not-here";

export const STATUS_WORDS: Readonly<Record<StudentStatus, string>> = {
  working: "Working",
  hand: "Hand up",
  quiet: "Quiet",
  finished: "Finished",
  offline: "Offline",
  "not-started": "Not started",
  "not-here": "Not here",
};

export const ATTENDANCE_WORDS: Readonly<Record<AttendanceStatus, string>> = {
  PRESENT: "Here",
  LATE: "Late",
  ABSENT: "Absent",
  EXCUSED: "Excused",
};

/** How a session stands, drawn as a student's status would be. */
export const SESSION_SIGNS: Readonly<
  Record<SessionStatus, { shape: StudentStatus; words: string }>
> = {
  SCHEDULED: { shape: "not-started", words: "Planned" },
  IN_PROGRESS: { shape: "working", words: "On now" },
  COMPLETED: { shape: "finished", words: "Over" },
  CANCELLED: { shape: "not-here", words: "Cancelled" },
};
