/** Which status a card shows, and the counts by which cards are filtered. */
import type { StudentStatus } from "~/ui/status";
import type { RoomEnrollment, RoomStudent } from "./room-types";

/** The first that holds: not here, hand up, offline, quiet, finished, working, not started. */
export function statusOf(student: RoomStudent): StudentStatus {
  if (!student.online && (!student.hasJoined || isExcusedFromRoom(student))) return "not-here";
  if (student.help !== null) return "hand";
  if (!student.online) return "offline";
  switch (student.activity?.status) {
    case "IDLE":
      return "quiet";
    case "COMPLETED":
      return "finished";
    case "WORKING":
    case "WAITING_HELP":
      return "working";
    case "NOT_STARTED":
    case undefined:
      return "not-started";
  }
}

/** Whether their newest exercise is handed in; a hand that is up stands for that in the activity's own status. */
export function isHandedIn({ activity, results }: RoomStudent): boolean {
  if (activity?.status !== "WAITING_HELP") return activity?.status === "COMPLETED";
  return results.some(
    ({ attemptId, status }) => attemptId === activity.attemptId && status !== "IN_PROGRESS",
  );
}

/** The exercise that a student is at; null once it is handed in. */
export function openExerciseOf(student: RoomStudent | undefined): string | null {
  return student && !isHandedIn(student) ? (student.activity?.exerciseId ?? null) : null;
}

/** Their place in the course that they are at, else the first that they have. */
export function openEnrollmentOf({
  enrollments,
  activity,
}: RoomStudent): RoomEnrollment | undefined {
  const open = enrollments.find(({ enrollmentId }) => enrollmentId === activity?.enrollmentId);
  return open ?? enrollments[0];
}

function isExcusedFromRoom({ attendance }: RoomStudent): boolean {
  return attendance === "ABSENT" || attendance === "EXCUSED";
}

type StatusCounts = Readonly<Record<StudentStatus, number>>;

/** How many students show each status; always sums to the roster. */
export function countStatuses(students: RoomStudent[]): StatusCounts {
  const counts: Record<StudentStatus, number> = {
    working: 0,
    hand: 0,
    quiet: 0,
    finished: 0,
    offline: 0,
    "not-started": 0,
    "not-here": 0,
  };
  for (const student of students) counts[statusOf(student)] += 1;
  return counts;
}

/** What a student's place in the grid depends on. */
export type Placed = Pick<RoomStudent, "id" | "seat" | "name">;

/** Seats A1 to C5 in reading order, then those without a seat by name; it never depends on what students do. */
export function inSeatOrder<T extends Placed>(students: T[]): T[] {
  const collator = new Intl.Collator("en-GB", { numeric: true });
  return [...students].sort((a, b) => {
    if (a.seat !== null && b.seat !== null && a.seat !== b.seat) {
      return collator.compare(a.seat, b.seat);
    }
    if ((a.seat === null) !== (b.seat === null)) return a.seat === null ? 1 : -1;
    return collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
  });
}

export function inNameOrder<T extends Placed>(students: T[]): T[] {
  const collator = new Intl.Collator("en-GB");
  return [...students].sort((a, b) => collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1));
}
