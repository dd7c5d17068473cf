/** Rooms and students for tests: one call each, with what the test is about laid over. */
import type { ActivitySnapshot } from "~/generated/protocol";

export const NOON = Date.parse("2026-11-17T12:00:00Z");
export const MINUTE = 60_000;

export const at = (instant: number) => new Date(instant).toISOString();

export function anActivity(over: Partial<ActivitySnapshot> = {}): ActivitySnapshot {
  return {
    enrollmentId: "enrollment-1",
    status: "WORKING",
    attemptId: "attempt-1",
    exerciseId: "exercise-1",
    exerciseTitle: "Adding fractions",
    exerciseType: "NUMERICAL",
    progressPct: 25,
    answeredCount: 2,
    questionCount: 8,
    questionIndex: 2,
    startedAt: at(NOON - 5 * MINUTE),
    statusSince: at(NOON - MINUTE),
    ...over,
  };
}
