/** A day for tests: one call, with what the test is about laid over. */
import type { SessionSummary } from "~/lib/contract";
import type { DaySession, MyDay } from "./api";

export function aDaySession(session: SessionSummary, over: Partial<DaySession> = {}): DaySession {
  return {
    session,
    part: "TUTOR",
    startsInSeconds: 600,
    endsInSeconds: 6_000,
    isOpen: true,
    attendance: { present: 0, late: 0, absent: 0, excused: 0, unmarked: session.students.length },
    inRoom: [],
    hands: { open: 0, answered: 0, longestWaitSeconds: null },
    notesToWrite: 0,
    ...over,
  };
}

export function aDay(over: Partial<MyDay> = {}): MyDay {
  return {
    serverTime: new Date().toISOString(),
    date: "2026-11-17",
    timezone: "Europe/London",
    nextSession: null,
    today: [],
    nextDays: [],
    openHands: [],
    parentsSeeNotesAt: "20:00",
    toDo: {
      unmarkedAttendance: [],
      notesToWrite: [],
      catchUpsOverdue: [],
      catchUpsDueToday: [],
      waitingWork: { count: 0, oldestSubmittedAt: null, mayMark: false },
      recommendations: [],
    },
    facts: [],
    stats: {
      studentsThisWeek: 22,
      attendedPercent: 93.2,
      attendedPercentLastWeek: 91,
      medianResponseSeconds: 108,
      levelsUp: 5,
      levelsUpSince: "2026-09-01",
    },
    ...over,
  };
}
