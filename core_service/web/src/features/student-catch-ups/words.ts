/** What a student reads about a catch-up: how long, until when, and what comes next in it. */
import { DAY_MS } from "~/lib/durations";
import { counted } from "~/lib/wording";
import type { CatchUp, CatchUpItem, CatchUpWithItems } from "./api";

export const isOpen = ({ state }: Pick<CatchUp, "state">): boolean =>
  state !== "DONE" && state !== "EXCUSED";

/** Open ones first, the next due one at the top; what is done the other way round. */
export function inOrder(catchUps: readonly CatchUp[]): { open: CatchUp[]; over: CatchUp[] } {
  const byDue = [...catchUps].sort((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  const over = byDue.filter((each) => !isOpen(each)).reverse();
  return { open: byDue.filter(isOpen), over };
}

export function minutesWords(minutes: number): string {
  return `about ${counted(minutes, "minute")}`;
}

/** "until Saturday" within a week, else "until 12 December"; never a reproach. */
export function untilWords(
  { dueAt, state }: Pick<CatchUp, "dueAt" | "state">,
  now: number,
  timeZone?: string,
): string {
  if (state === "DONE") return "Done";
  if (state === "EXCUSED") return "You need not do this one";
  if (state === "OVERDUE") return "Best done soon";
  const due = new Date(dueAt);
  const isSoon = due.getTime() - now < 6 * DAY_MS;
  const day = new Intl.DateTimeFormat(
    "en-GB",
    isSoon ? { weekday: "long", timeZone } : { day: "numeric", month: "long", timeZone },
  ).format(due);
  return `until ${day}`;
}

export function doneWords({ doneCount, itemCount }: Pick<CatchUp, "doneCount" | "itemCount">) {
  return `${doneCount} of ${itemCount} done`;
}

export function itemTitle({ exerciseTitle, lessonTitle }: CatchUpItem): string {
  return exerciseTitle ?? lessonTitle;
}

/** The first that is not done, after `afterId` where that is given; null when all is. */
export function nextItem(
  { items }: Pick<CatchUpWithItems, "items">,
  afterId: string | null = null,
): CatchUpItem | null {
  const from = items.findIndex(({ id }) => id === afterId) + 1;
  const turned = [...items.slice(from), ...items.slice(0, from)];
  return turned.find(({ isDone, id }) => !isDone && id !== afterId) ?? null;
}
