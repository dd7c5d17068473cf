/** Local days and times of a centre, as instants: a lesson at 16:00 is at 16:00 there, in summer and in winter (C35). */

import { MINUTE_MS } from "./durations";

/** The instant at which the centre's clocks show this day and time, as ISO text in UTC. */
export function instantOf(day: string, time: string, timeZone?: string): string {
  const asUtc = Date.parse(`${day}T${time}:00Z`);
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return new Date(asUtc - offsetAt(guess, timeZone)).toISOString();
}

/** The centre's day and time at an instant: "2026-11-17" and "16:00". */
export function localOf(
  instant: string | number,
  timeZone?: string,
): { day: string; time: string } {
  const parts = partsOf(typeof instant === "number" ? instant : Date.parse(instant), timeZone);
  return {
    day: `${parts["year"]}-${parts["month"]}-${parts["day"]}`,
    time: `${parts["hour"]}:${parts["minute"]}`,
  };
}

/** By how much the zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timeZone?: string): number {
  const { day, time } = localOf(instant, timeZone);
  const wholeMinute = Math.floor(instant / MINUTE_MS) * MINUTE_MS;
  return Date.parse(`${day}T${time}:00Z`) - wholeMinute;
}

function partsOf(instant: number, timeZone?: string): Record<string, string> {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return Object.fromEntries(
    format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
}
