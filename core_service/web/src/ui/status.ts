/** The statuses a student can show, and the words for them; each has a shape of its own as well. */
import type { AttendanceStatus } from "~/lib/contract";

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
