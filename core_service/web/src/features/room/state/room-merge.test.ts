import { describe, expect, it } from "vitest";
import { anActivity, at, NOON } from "~/testing/room-fixtures";
import { reduceRoom } from "./room-state";
import type { RoomInput, RoomState } from "./room-types";
import { aRoom, aStudent } from "../testing";

const reduce = (room: RoomState, ...inputs: RoomInput[]) =>
  inputs.reduce((state, input) => reduceRoom(state, input, NOON), room);

describe("a sync", () => {
  it("stands for the students as they are, and keeps what only this browser knows", () => {
    const before = aRoom([aStudent("maya", { visitedAt: 5, schoolGrade: 7 }), aStudent("gone")]);
    const room = reduce(before, {
      type: "session:sync",
      seq: 15,
      status: "IN_PROGRESS",
      tutorOnline: true,
      students: {
        maya: {
          name: "Maya Okafor",
          seat: "A1",
          attendance: "PRESENT",
          online: false,
          hasJoined: true,
          mode: "OBSERVE",
          enrollments: [],
          activity: null,
        },
      },
    });
    expect(Object.keys(room.students)).toEqual(["maya"]);
    expect(room.students["maya"]).toMatchObject({
      name: "Maya Okafor",
      seat: "A1",
      online: false,
      offlineSince: NOON,
      visitedAt: 5,
      schoolGrade: 7,
    });
    expect(room.seq).toBe(15);
  });
});

describe("a snapshot of the core", () => {
  it("brings durable facts but leaves the hub's fresher live ones", () => {
    const live = aStudent("maya", { online: true, activity: anActivity({ answeredCount: 7 }) });
    const stored = aStudent("maya", {
      online: false,
      attendance: "LATE",
      activity: anActivity({ answeredCount: 5 }),
    });
    const room = reduce(aRoom([live]), {
      type: "snapshot",
      snapshot: aRoom([stored], { seq: 12 }),
    });
    expect(room.students["maya"]).toMatchObject({ attendance: "LATE", online: true });
    expect(room.students["maya"]?.activity?.answeredCount).toBe(7);
  });

  it("older than the position only completes the lists", () => {
    const before = aRoom([aStudent("maya", { attendance: "PRESENT" })], { seq: 20 });
    const message = {
      id: "message-1",
      sessionId: "session-1",
      fromId: "helen",
      fromName: "Helen",
      studentId: null,
      text: "Well done",
      kind: "message" as const,
      sentAt: at(NOON),
    };
    const old = aRoom([aStudent("maya")], { seq: 12, messages: [message] });
    const room = reduce(before, { type: "snapshot", snapshot: old });
    expect(room.students["maya"]?.attendance).toBe("PRESENT");
    expect(room.messages).toEqual([message]);
  });
});
