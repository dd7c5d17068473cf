/** Which session matters now, from a day's list. */
import type { SessionSummary } from "~/lib/contract";

/** The session that is on, else the one that should be, else the next to come; null when the day is done. */
export function sessionToOpen(sessions: SessionSummary[], now: number): SessionSummary | null {
  const open = sessions.filter(({ status }) => status === "SCHEDULED" || status === "IN_PROGRESS");
  const byStart = [...open].sort((a, b) => startOf(a) - startOf(b));
  return (
    byStart.find(({ status }) => status === "IN_PROGRESS") ??
    byStart.find((session) => Date.parse(session.scheduledEnd) > now) ??
    null
  );
}

export function liveSession(sessions: SessionSummary[]): SessionSummary | null {
  return sessions.find(({ status }) => status === "IN_PROGRESS") ?? null;
}

export function startOf(session: SessionSummary): number {
  return Date.parse(session.actualStart ?? session.scheduledStart);
}

export const MODE_WORDS = {
  PHYSICAL: "In the room",
  VIDEO: "Video only",
  HYBRID: "Hybrid",
} as const;
