import { describe, expect, it } from "vitest";
import { anActivity } from "~/testing/room-fixtures";
import { reduceRoom } from "./room-state";
import type { Result, RoomStudent } from "./room-types";
import { countStatuses, inSeatOrder, isHandedIn, openExerciseOf, statusOf } from "./student-status";
import { aHand, aRoom, aStudent } from "../testing";

describe("statusOf", () => {
  it.each<[string, Partial<RoomStudent>]>([
    ["not-here", { online: false, hasJoined: false, help: aHand() }],
    ["not-here", { online: false, attendance: "EXCUSED" }],
    ["hand", { help: aHand(), online: false }],
    ["offline", { online: false }],
    ["quiet", { activity: anActivity({ status: "IDLE" }) }],
    ["finished", { activity: anActivity({ status: "COMPLETED" }) }],
    ["working", { activity: anActivity() }],
    ["working", { activity: anActivity({ status: "WAITING_HELP" }) }],
    ["not-started", { activity: null }],
  ])("is %s", (status, over) => {
    expect(statusOf(aStudent("maya", over))).toBe(status);
  });
});

describe("isHandedIn", () => {
  const raised = anActivity({ status: "WAITING_HELP", attemptId: "attempt" });
  const result = { attemptId: "attempt", status: "UNDER_REVIEW" } as Result;

  it.each<[boolean, Partial<RoomStudent>]>([
    [true, { activity: anActivity({ status: "COMPLETED" }) }],
    [true, { help: aHand(), activity: raised, results: [result] }],
    [false, { help: aHand(), activity: raised, results: [{ ...result, attemptId: "earlier" }] }],
    [false, { help: aHand(), activity: raised, results: [{ ...result, status: "IN_PROGRESS" }] }],
    [false, { activity: anActivity() }],
    [false, { activity: null }],
  ])("is %s", (isIt, over) => {
    const student = aStudent("maya", over);
    expect(isHandedIn(student)).toBe(isIt);
    expect(openExerciseOf(student) === null).toBe(isIt || over.activity === null);
  });
});

describe("countStatuses", () => {
  it("always sums to the roster", () => {
    const students = [
      aStudent("a", { help: aHand() }),
      aStudent("b"),
      aStudent("c", { online: false }),
    ];
    const total = Object.values(countStatuses(students)).reduce((sum, count) => sum + count, 0);
    expect(total).toBe(3);
  });
});

describe("inSeatOrder", () => {
  const seated = (id: string, seat: string | null) => aStudent(id, { seat });
  const ids = (students: RoomStudent[]) => inSeatOrder(students).map(({ id }) => id);

  it("reads the room's seats, then those without one by name", () => {
    const students = [
      seated("v2", null),
      seated("b1", "B1"),
      seated("a10", "A10"),
      seated("a2", "A2"),
      seated("v1", null),
    ];
    expect(ids(students)).toEqual(["a2", "a10", "b1", "v1", "v2"]);
  });

  it("is not moved by a thousand updates of work, hands and presence", () => {
    const seats = ["C1", "A3", null, "B2", "A1", null];
    let room = aRoom(seats.map((seat, index) => seated(`s${index}`, seat)));
    const before = ids(Object.values(room.students));
    for (let step = 0; step < 1000; step += 1) {
      const studentId = `s${(step * 7) % seats.length}`;
      room = reduceRoom(
        room,
        step % 3 === 0
          ? { type: "student:left", studentId }
          : step % 3 === 1
            ? {
                type: "student:update",
                studentId,
                activity: anActivity({ answeredCount: step % 8 }),
              }
            : { type: "student:joined", studentId, enrollment: null },
        step,
      );
    }
    expect(ids(Object.values(room.students))).toEqual(before);
  });
});
