/** A student's two clocks (R117): how long they are here, and how long an adult was with them. */
import type { RoomStudent } from "./room-types";

/** Teaching in this session, the visit that is on included. */
export function contactMs({ contactSeconds, mode, modeSince }: RoomStudent, now: number): number {
  const visit = mode === "TEACH" && modeSince !== null ? now - modeSince : 0;
  return contactSeconds * 1000 + Math.max(0, visit);
}

/** In the room in this session, now included. */
export function presentMs({ presentSeconds, presentSince }: RoomStudent, now: number): number {
  const visit = presentSince === null ? 0 : now - presentSince;
  return presentSeconds * 1000 + Math.max(0, visit);
}

/** "6 of 49": minutes with an adult, of minutes here; an adult may stay longer than a tablet is connected. */
export function minutesWithOfHere(student: RoomStudent, now: number): string {
  const minutes = (ms: number) => Math.floor(ms / 60_000);
  const here = presentMs(student, now);
  return `${minutes(Math.min(contactMs(student, now), here))} of ${minutes(here)}`;
}
