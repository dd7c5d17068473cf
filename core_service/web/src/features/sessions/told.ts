/** Who is told of a change of a session, before it is made. Pure. */
import type { SessionSummary } from "~/lib/contract";
import { listed } from "~/lib/wording";

/** "15 students, their parents, Helen Marsh and Ravi Menon". */
export function toldWords({ students, tutor, substituteTutor }: SessionSummary): string {
  const families =
    students.length === 0
      ? []
      : students.length === 1 && students[0]
        ? [students[0].name, "the parents"]
        : [`${students.length} students`, "their parents"];
  return listed([...families, tutor.name, ...(substituteTutor ? [substituteTutor.name] : [])]);
}
