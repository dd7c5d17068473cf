/** Durations and times of day in words and digits. */

const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
/** Not always the time between two midnights: clocks change. */
export const DAY_MS = 24 * HOUR_MS;

const TWO_DAYS_MINUTES = 2 * 24 * 60;

/** 3:12, 42:48 or 1:02:05; never negative. */
export function clockText(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / SECOND_MS));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

/** "40 s" below a minute, then whole minutes: "4 min", "1 h 5 min"; from two days on "3 days". */
export function minutesText(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / SECOND_MS));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  if (minutes >= TWO_DAYS_MINUTES) return `${Math.floor(minutes / (24 * 60))} days`;
  const rest = minutes % 60;
  return rest === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** "16:47" in the centre's time zone, or the device's where none is given. */
export function timeOfDay(
  instant: string | number,
  timeZone?: string,
  withSeconds = false,
): string {
  return new Intl.DateTimeFormat("en-GB", {
    hour: "2-digit",
    minute: "2-digit",
    second: withSeconds ? "2-digit" : undefined,
    timeZone,
  }).format(new Date(instant));
}

/** "Tuesday 17 November". */
export function dayText(instant: string | number, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone,
  })
    .format(new Date(instant))
    .replace(",", "");
}

/** "Tue". */
export function weekdayText(instant: string | number, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-GB", { weekday: "short", timeZone }).format(new Date(instant));
}

/** "Tue 17 Nov", of a day as the API writes it. */
export function shortDayText(day: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  })
    .format(new Date(`${day}T12:00:00Z`))
    .replace(",", "");
}

/** "1 September", of a day as the API writes it. */
export function dateText(day: string): string {
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  }).format(new Date(`${day}T12:00:00Z`));
}
