/** A session for component tests. */
import type { SessionSummary } from "~/lib/contract";
import { at, MINUTE, NOON } from "~/testing/room-fixtures";

export function aSession(over: Partial<SessionSummary> = {}): SessionSummary {
  return {
    id: "session-1",
    centreId: "centre-1",
    name: "Tuesday study hall",
    date: "2026-11-17",
    scheduledStart: at(NOON - 40 * MINUTE),
    scheduledEnd: at(NOON + 50 * MINUTE),
    actualStart: at(NOON - 40 * MINUTE),
    actualEnd: null,
    sessionMode: "HYBRID",
    status: "IN_PROGRESS",
    videoMeetingUrl: null,
    maxCapacity: 15,
    studentCamerasAllowed: false,
    notes: null,
    tutor: { id: "helen", name: "Helen Marsh", avatarUrl: null },
    substituteTutor: null,
    room: { id: "room-1", name: "Room 2" },
    students: [],
    ownSeat: null,
    courseNames: ["Mathematics"],
    joinOpensAt: at(NOON - 55 * MINUTE),
    ...over,
  };
}
