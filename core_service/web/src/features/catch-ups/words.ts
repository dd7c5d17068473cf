/** How a catch-up is told in a line. Pure. */
import { dayText, timeOfDay } from "~/lib/durations";
import type { CatchUp, CatchUpState } from "./api";

export const SECTIONS: readonly { state: CatchUpState; title: string; empty: string }[] = [
  { state: "OVERDUE", title: "Overdue", empty: "Nothing is overdue." },
  { state: "DUE", title: "Due", empty: "Nothing waits to be begun." },
  { state: "IN_PROGRESS", title: "In progress", empty: "Nobody is in the middle of one." },
  { state: "DONE", title: "Done", empty: "Nothing is done yet." },
  { state: "EXCUSED", title: "Excused", empty: "Nobody is excused." },
];

/** "Tuesday study hall, Tuesday 17 November". */
export function missedWords({ session }: CatchUp, timeZone?: string): string {
  return `${session.name}, ${dayText(session.scheduledStart, timeZone)}`;
}

/** "2 of 3 done, about 45 min". */
export function progressWords({ doneCount, itemCount, estimatedMins }: CatchUp): string {
  return `${doneCount} of ${itemCount} done, about ${estimatedMins} min`;
}

/** "due Saturday 21 November, 16:00". */
export function dueWords({ dueAt, state }: CatchUp, timeZone?: string): string {
  const when = `${dayText(dueAt, timeZone)}, ${timeOfDay(dueAt, timeZone)}`;
  return state === "OVERDUE" ? `was due ${when}` : `due ${when}`;
}
