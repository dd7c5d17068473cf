import { expect, it } from "vitest";
import type { SessionSummary } from "~/lib/contract";
import { gridRows } from "./week-grid";

const person = (name: string) => ({ id: name, name, avatarUrl: null });
const session = (tutor: string, room: string | null, substitute?: string) =>
  ({
    tutor: person(tutor),
    substituteTutor: substitute ? person(substitute) : null,
    room: room ? { id: room, name: room } : null,
  }) as SessionSummary;

it("puts a covered session with whoever teaches it, and those without a room last", () => {
  const sessions = [
    session("Helen", null),
    session("Helen", "Room 1", "Ravi"),
    session("Ravi", "Room 1"),
  ];
  expect(gridRows(sessions, "tutor").map(({ name, sessions: of }) => [name, of.length])).toEqual([
    ["Helen", 1],
    ["Ravi", 2],
  ]);
  expect(gridRows(sessions, "room").map(({ name }) => name)).toEqual(["Room 1", "Without a room"]);
});
