/** What stands in the way of a lesson, in words. */
import type { components } from "~/generated/api";
import { dayText } from "./durations";

type TimetableProblem = components["schemas"]["TimetableProblem"];

const WORDS: Readonly<Record<TimetableProblem["code"], string>> = {
  not_a_tutor: "the tutor does not teach here",
  tutor_booked: "the tutor teaches elsewhere then",
  room_booked: "the room is taken",
  not_a_student: "is no student of this centre",
  student_booked: "is elsewhere then",
  session_full: "finds no place: the session is full",
  seat_taken: "the seat is taken",
  in_the_past: "it lies in the past",
  closed: "the centre is closed",
};

/** "Tuesday 17 November: Maya Okafor is elsewhere then (Reading)". */
export function problemWords(
  problem: TimetableProblem,
  nameOf: (studentId: string) => string,
): string {
  const who = problem.studentId === null ? "" : `${nameOf(problem.studentId)} `;
  const others = [...new Set(problem.collisions.map(({ name }) => name))];
  const clash = others.length > 0 ? ` (${others.join(", ")})` : "";
  return `${dayText(`${problem.date}T12:00:00Z`, "UTC")}: ${who}${WORDS[problem.code]}${clash}`;
}
