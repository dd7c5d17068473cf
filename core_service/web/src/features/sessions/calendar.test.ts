import { describe, expect, it } from "vitest";
import type { SessionSummary } from "~/lib/contract";
import { choicesOf, daysOf, readCalendar, shown, writeCalendar } from "./calendar";

const TODAY = "2026-11-17";
const asked = (query: string) => readCalendar(new URLSearchParams(query), TODAY);
const session = (over: object) =>
  ({
    status: "SCHEDULED",
    tutor: { id: "helen", name: "Helen" },
    substituteTutor: null,
    room: { id: "room-1", name: "Room 1" },
    ...over,
  }) as SessionSummary;

describe("the address", () => {
  it("is short for the usual, and keeps every filter", () => {
    expect(writeCalendar(asked(""), TODAY)).toEqual({});
    const query = "view=day&date=2026-11-18&tutorId=helen&roomId=room-1&status=CANCELLED";
    expect(new URLSearchParams(writeCalendar(asked(query), TODAY)).toString()).toBe(query);
  });

  it("with nonsense in it shows the usual", () => {
    expect(asked("view=year&date=tomorrow&status=LOST")).toEqual(asked(""));
  });
});

it("a week begins on Monday, also of a Sunday", () => {
  expect(daysOf({ view: "week", day: TODAY })[0]).toBe("2026-11-16");
  expect(daysOf({ view: "week", day: "2026-11-22" })).toHaveLength(7);
  expect(daysOf({ view: "week", day: "2026-11-22" })[6]).toBe("2026-11-22");
  expect(daysOf({ view: "day", day: TODAY })).toEqual([TODAY]);
});

it("filters by tutor, whether planned or covering, by room and by status", () => {
  const ravi = { id: "ravi", name: "Ravi", avatarUrl: null };
  const covered = session({ substituteTutor: ravi });
  const other = session({ room: null, status: "CANCELLED" });
  expect(shown([covered, other], asked("tutorId=ravi"))).toEqual([covered]);
  expect(shown([covered, other], asked("roomId=room-1"))).toEqual([covered]);
  expect(shown([covered, other], asked("status=CANCELLED"))).toEqual([other]);
  expect(choicesOf([covered, other]).tutors.map(({ label }) => label)).toEqual(["Helen", "Ravi"]);
  expect(choicesOf([covered, other]).rooms).toHaveLength(1);
});
