/** The calendar's days, filters and words, all of it in the address. Pure. */
import type { SessionSummary } from "~/lib/contract";
import { dayAfter } from "./days";

type CalendarView = "day" | "week";

export interface CalendarAsked {
  view: CalendarView;
  day: string;
  tutorId: string | null;
  roomId: string | null;
  status: SessionSummary["status"] | null;
}

const STATUSES = ["SCHEDULED", "IN_PROGRESS", "COMPLETED", "CANCELLED"] as const;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function readCalendar(search: URLSearchParams, today: string): CalendarAsked {
  const day = search.get("date") ?? "";
  const status = search.get("status");
  return {
    view: search.get("view") === "day" ? "day" : "week",
    day: DAY.test(day) ? day : today,
    tutorId: search.get("tutorId"),
    roomId: search.get("roomId"),
    status: STATUSES.find((each) => each === status) ?? null,
  };
}

/** What is usual is left out of the address. */
export function writeCalendar(asked: CalendarAsked, today: string): Record<string, string> {
  return {
    ...(asked.view === "day" && { view: "day" }),
    ...(asked.day !== today && { date: asked.day }),
    ...(asked.tutorId && { tutorId: asked.tutorId }),
    ...(asked.roomId && { roomId: asked.roomId }),
    ...(asked.status && { status: asked.status }),
  };
}

/** The day alone, or its week from Monday on. */
export function daysOf({ view, day }: Pick<CalendarAsked, "view" | "day">): string[] {
  if (view === "day") return [day];
  const weekday = (new Date(`${day}T12:00:00Z`).getUTCDay() + 6) % 7;
  const monday = dayAfter(day, -weekday);
  return Array.from({ length: 7 }, (_, index) => dayAfter(monday, index));
}

export function shown(sessions: readonly SessionSummary[], asked: CalendarAsked): SessionSummary[] {
  return sessions.filter(
    ({ status, tutor, substituteTutor, room }) =>
      (asked.status === null || status === asked.status) &&
      (asked.tutorId === null ||
        tutor.id === asked.tutorId ||
        substituteTutor?.id === asked.tutorId) &&
      (asked.roomId === null || room?.id === asked.roomId),
  );
}

/** The tutors and rooms that occur, by name, to choose from. */
export function choicesOf(sessions: readonly SessionSummary[]) {
  const tutors = new Map(sessions.map(({ tutor }) => [tutor.id, tutor.name]));
  for (const { substituteTutor } of sessions) {
    if (substituteTutor) tutors.set(substituteTutor.id, substituteTutor.name);
  }
  const rooms = new Map(
    sessions.flatMap(({ room }) => (room ? [[room.id, room.name] as const] : [])),
  );
  return { tutors: sorted(tutors), rooms: sorted(rooms) };
}

function sorted(names: ReadonlyMap<string, string>): { value: string; label: string }[] {
  return [...names]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label));
}
