/** The words a student reads about what comes, why, and who helps. */
import type { NextContent } from "~/lib/contract";

/** Why this is next, in a child's words; a tutor's own reason is told as it is. */
export function whyNext({ reason, unit }: NextContent): string {
  switch (reason.code) {
    case "BEGUN":
      return "You began this. Go on where you stopped.";
    case "READ_FIRST":
      return "Read this first. The exercises build on it.";
    case "NEXT_IN_SEQUENCE":
      return unit ? `The next step in “${unit.title}”.` : "The next step on your way.";
    case "TRY_AGAIN":
      return "Another try. You know more about it now.";
    case "BETWEEN_TRIES":
      return "Something else first, then another try.";
    default:
      return reason.text;
  }
}

/** Nothing is left to do: what that means, by the core's reason. */
export function whyNothing(next: NextContent | null, tutor: string): string {
  switch (next?.reason.code) {
    case "LEVEL_FINISHED":
      return "You finished everything at this level. A review decides about the next one.";
    case "LEVEL_AWAITS_MARKS":
      return "You did everything at this level. Some of it is still to be marked.";
    case "LEVEL_FINISHED_BUT_STUCK":
      return `Nearly everything is done. Ask ${tutor} about the rest.`;
    default:
      return `There is nothing left here. Ask ${tutor} what comes next.`;
  }
}
