/** Who is in a class today, and who may join: the two lists of the editor. Pure. */
import type { ListedPerson } from "~/lib/people";
import type { Member } from "./api";

/** Members today or later, once per course, by name. */
export function currentMembers(members: readonly Member[], today: string): Member[] {
  return members
    .filter(({ endsOn }) => endsOn === null || endsOn >= today)
    .sort((a, b) => a.studentName.localeCompare(b.studentName));
}

/** Those of the found students who do not take the course in the class already. */
export function candidates(
  found: readonly ListedPerson[],
  members: readonly Member[],
  courseId: string | null,
): ListedPerson[] {
  const taken = new Set(
    members.filter((member) => member.courseId === courseId).map(({ studentId }) => studentId),
  );
  return found.filter(({ id }) => !taken.has(id));
}
