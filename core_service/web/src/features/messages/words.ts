/** Who reads a thread, in words. */
import type { components } from "~/generated/api";
import { listed } from "~/lib/wording";

type ThreadWithTutors = components["schemas"]["ThreadWithTutors"];

/** "About Maya Okafor. Helen Marsh and the centre's supervisors read this." */
export function readersWords(thread: ThreadWithTutors, isFamily: boolean): string {
  const tutors = thread.tutors.map(({ name }) => name);
  const staff = [...tutors, "the centre’s supervisors"];
  const readers = isFamily ? staff : [thread.guardian.name, ...staff];
  return `About ${thread.student.name}. Read by ${listed(readers)}.`;
}
