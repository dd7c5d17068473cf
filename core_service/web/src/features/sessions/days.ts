/** Calendar days as the API writes them: YYYY-MM-DD, in the centre's time zone. */
import { DAY_MS } from "~/lib/durations";

/** The centre's day at an instant. */
export function dayOf(instant: number, timeZone?: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).formatToParts(new Date(instant));
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** So many days later (or earlier); days are counted at noon UTC, where no clock change reaches. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}
