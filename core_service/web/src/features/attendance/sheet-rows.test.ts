import { describe, expect, it } from "vitest";
import type { SheetRow } from "./api";
import {
  countWords,
  fillFromRoom,
  followWords,
  hintOf,
  inOrder,
  markOf,
  otherAdult,
  type SheetContext,
} from "./sheet-rows";
import { aRow } from "./testing";

const context: SheetContext = {
  mode: "HYBRID",
  begunAt: "2026-11-17T16:00:00Z",
  meId: "helen",
  timeZone: "Europe/London",
};
const at = (time: string) => `2026-11-17T${time}:00Z`;
const person = (id: string, name: string) => ({ id, name, avatarUrl: null });
const hint = (row: SheetRow) => hintOf(row, markOf(row, undefined), context);

describe("the hint of a row", () => {
  it.each<[string, Partial<SheetRow>]>([
    ["At seat A1 since 15:58", { joinedAt: at("15:58"), presentSince: at("15:58") }],
    ["On video since 15:59", { seat: null, joinedAt: at("15:59"), presentSince: at("15:59") }],
    [
      "Joined 16:09, 9 min late",
      {
        joinedAt: at("16:09"),
        presentSince: at("16:09"),
        suggestion: { status: "LATE", reason: "JOINED_LATE" },
      },
    ],
    ["Was here from 15:58, not now", { joinedAt: at("15:58") }],
    ["Not seen", {}],
    ["The family said: dentist", { notice: { id: "n", reason: "dentist", givenAt: at("09:00") } }],
    [
      "Not seen. Catch-up: 45 min",
      { status: "ABSENT", catchUp: { id: "c", estimatedMins: 45, dueAt: at("16:00") } },
    ],
    [
      "Catch-up: 45 min. Was here from 15:58, not now",
      {
        status: "EXCUSED",
        joinedAt: at("15:58"),
        catchUp: { id: "c", estimatedMins: 45, dueAt: at("16:00") },
      },
    ],
  ])("is “%s”", (words, over) => {
    expect(hint(aRow(over))).toBe(words);
  });

  it("says that a catch-up is being made until it is there", () => {
    const touched = { studentId: "maya", status: "ABSENT" as const, note: null, at: 0 };
    expect(hintOf(aRow(), markOf(aRow(), touched), context)).toBe("Not seen. Making a catch-up");
  });
});

it("names another adult who marked, and not oneself", () => {
  const marked = { status: "LATE" as const, markedAt: at("16:12") };
  const byRavi = aRow({ ...marked, markedBy: person("ravi", "Ravi Menon") });
  expect(otherAdult(byRavi, context)).toBe("Marked by Ravi Menon, 16:12");
  expect(otherAdult(aRow({ ...marked, markedBy: person("helen", "Helen") }), context)).toBeNull();
});

describe("filling from the room", () => {
  it("marks who is connected and unmarked, in time or late, and nobody else", () => {
    const rows = [
      aRow({ presentSince: at("15:58") }),
      aRow({
        student: person("leo", "Leo"),
        presentSince: at("16:12"),
        suggestion: { status: "LATE", reason: "JOINED_LATE" },
      }),
      aRow({ student: person("nora", "Nora") }),
      aRow({ student: person("tom", "Tom"), status: "EXCUSED", presentSince: at("15:58") }),
    ];
    expect(fillFromRoom(rows, {}, 7)).toEqual([
      { studentId: "maya", status: "PRESENT", note: null, at: 7 },
      { studentId: "leo", status: "LATE", note: null, at: 7 },
    ]);
  });
});

it("orders seats as people count, and those without a seat last", () => {
  const rows = ["A10", null, "B1", "A2"].map((seat, index) =>
    aRow({ seat, student: person(String(index), `Student ${index}`) }),
  );
  expect(inOrder(rows, "seat").map(({ seat }) => seat)).toEqual(["A2", "A10", "B1", null]);
  expect(inOrder(rows, "name").map(({ student }) => student.id)).toEqual(["0", "1", "2", "3"]);
});

it("counts in words, and says what follows", () => {
  const statuses = ["PRESENT", "PRESENT", "LATE", "ABSENT", null] as const;
  expect(countWords(statuses.map((status) => ({ status, note: null })))).toBe(
    "2 here, 1 late, 1 absent, 1 not marked yet",
  );
  const nora = aRow({
    student: person("nora", "Nora Byrne"),
    parentsToldAt: at("16:30"),
    catchUp: { id: "c", estimatedMins: 45, dueAt: at("16:00") },
  });
  expect(followWords([aRow(), nora], "Europe/London")).toBe(
    "1 catch-up is made for Nora, parents hear from 16:30",
  );
  expect(followWords([aRow()])).toBeNull();
});
