/** When a session is, and who teaches it, in words: for two versions side by side. */
import type { SessionSummary } from "~/lib/contract";
import { dayText, timeOfDay } from "~/lib/durations";

type Times = Pick<SessionSummary, "scheduledStart" | "scheduledEnd">;

/** "Tuesday, 17 November, 16:00 to 17:30". */
export const whenWords = ({ scheduledStart, scheduledEnd }: Times, timeZone?: string) =>
  `${dayText(scheduledStart, timeZone)}, ${timeOfDay(scheduledStart, timeZone)} to ${timeOfDay(scheduledEnd, timeZone)}`;

/** Who teaches, when, and whether it still takes place. */
export function standsWords(session: SessionSummary, timeZone?: string) {
  const when = whenWords(session, timeZone);
  if (session.status === "CANCELLED") return `Cancelled: ${when}`;
  return `${(session.substituteTutor ?? session.tutor).name} teaches, ${when}`;
}
