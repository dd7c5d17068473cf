/** How long a piece of work has waited, in the shortest words. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from "~/lib/durations";

/** "12 min", "5 h", "2 d". */
export function ageText(submittedAt: string, now: number): string {
  const waited = Math.max(0, now - Date.parse(submittedAt));
  if (waited < HOUR_MS) return `${Math.floor(waited / MINUTE_MS)} min`;
  if (waited < DAY_MS) return `${Math.floor(waited / HOUR_MS)} h`;
  return `${Math.floor(waited / DAY_MS)} d`;
}

/** After 24 hours the age is amber (UI 11). */
export function isOverdue(submittedAt: string, now: number): boolean {
  return now - Date.parse(submittedAt) >= DAY_MS;
}
