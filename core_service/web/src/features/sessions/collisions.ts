/** What stands in the way of a change of a session, in words. */
import { timeOfDay } from "~/lib/durations";
import { asProblem } from "~/lib/problem";

interface Collision {
  name: string;
  start: string;
  end: string;
}

/** A clash names what is in the way, and when. */
export function withCollisions(error: unknown, timeZone?: string): unknown {
  if (!error) return error;
  const problem = asProblem(error);
  const collisions = problem.facts["collisions"] as Collision[] | undefined;
  if (!Array.isArray(collisions) || collisions.length === 0) return problem;
  const times = collisions.map(
    ({ name, start, end }) =>
      `${name}, ${timeOfDay(start, timeZone)} to ${timeOfDay(end, timeZone)}`,
  );
  return new Error(`${problem.detail} In the way: ${times.join("; ")}.`);
}
