import { describe, expect, it } from "vitest";
import { anActivity, at, MINUTE, NOON } from "~/testing/room-fixtures";
import { reduceRoom } from "./room-state";
import type { RoomInput, RoomState } from "./room-types";
import { aHand, aRoom, aStudent } from "../testing";

const reduce = (room: RoomState, ...inputs: RoomInput[]) =>
  inputs.reduce((state, input) => reduceRoom(state, input, NOON), room);

describe("durable events", () => {
  const marked = (seq: number): RoomInput => ({
    type: "attendance:marked",
    seq,
    at: at(NOON),
    studentId: "maya",
    status: "PRESENT",
  });

  it("change the student and move the position", () => {
    const room = reduce(aRoom([aStudent("maya")]), marked(11));
    expect(room.students["maya"]?.attendance).toBe("PRESENT");
    expect(room.seq).toBe(11);
  });

  it("are counted once: at or below the position they change no student", () => {
    const room = reduce(aRoom([aStudent("maya")]), marked(10));
    expect(room.students["maya"]?.attendance).toBeNull();
  });

  it("count at once when they confirm an act of ours and have no place in the log yet", () => {
    const room = reduce(aRoom([aStudent("maya")]), {
      type: "attendance:marked",
      studentId: "maya",
      status: "LATE",
    });
    expect(room.students["maya"]?.attendance).toBe("LATE");
    expect(room.seq).toBe(10);
  });

  it("about somebody unknown change nothing but the position", () => {
    const before = aRoom([aStudent("leo")]);
    const room = reduce(before, marked(11));
    expect(room.students).toBe(before.students);
  });

  it("leave the other students as the very same objects", () => {
    const before = aRoom([aStudent("maya"), aStudent("leo")]);
    const room = reduce(before, marked(11));
    expect(room.students["leo"]).toBe(before.students["leo"]);
    expect(room.students["maya"]).not.toBe(before.students["maya"]);
  });
});

describe("a hand", () => {
  const raised: RoomInput = {
    type: "help:new",
    seq: 11,
    at: at(NOON),
    studentId: "maya",
    requestId: "request-1",
    message: "Why?",
    priority: "NORMAL",
    requestedAt: at(NOON),
  };
  const updated = (seq: number, status: "ACKNOWLEDGED" | "RESOLVED" | "CANCELLED"): RoomInput => ({
    type: "help:updated",
    seq,
    at: at(NOON),
    studentId: "maya",
    requestId: "request-1",
    status,
    byId: "helen",
  });

  it("goes up with its words", () => {
    const room = reduce(aRoom([aStudent("maya")]), raised);
    expect(room.students["maya"]?.help).toMatchObject({ status: "PENDING", message: "Why?" });
  });

  it("stays up when acknowledged, and knows by whom (C36)", () => {
    const room = reduce(aRoom([aStudent("maya")]), raised, updated(12, "ACKNOWLEDGED"));
    expect(room.students["maya"]?.help).toMatchObject({
      status: "ACKNOWLEDGED",
      acknowledgedById: "helen",
      message: "Why?",
    });
  });

  it("keeps who is coming when its words change", () => {
    const changed: RoomInput = { ...raised, seq: 13, message: "Why not add?" };
    const room = reduce(aRoom([aStudent("maya")]), raised, updated(12, "ACKNOWLEDGED"), changed);
    expect(room.students["maya"]?.help).toMatchObject({
      status: "ACKNOWLEDGED",
      acknowledgedById: "helen",
      message: "Why not add?",
    });
  });

  it.each(["RESOLVED", "CANCELLED"] as const)("goes down when %s", (status) => {
    const room = reduce(aRoom([aStudent("maya")]), raised, updated(12, status));
    expect(room.students["maya"]?.help).toBeNull();
  });

  it("is not lowered by the end of an older request", () => {
    const other = aStudent("maya", { help: aHand({ requestId: "request-2" }) });
    const room = reduce(aRoom([other]), updated(11, "RESOLVED"));
    expect(room.students["maya"]?.help?.requestId).toBe("request-2");
  });
});

describe("an exercise", () => {
  it("begins, moves on and is finished with its result", () => {
    const room = reduce(
      aRoom([aStudent("maya", { activity: null })]),
      {
        type: "exercise:started",
        seq: 11,
        at: at(NOON),
        studentId: "maya",
        enrollmentId: "enrollment-1",
        attemptId: "attempt-9",
        exerciseId: "exercise-9",
        title: "Ratio problems",
        exerciseType: "NUMERICAL",
        questionCount: 4,
      },
      {
        type: "student:update",
        studentId: "maya",
        activity: anActivity({
          attemptId: "attempt-9",
          exerciseTitle: "Ratio problems",
          answeredCount: 3,
        }),
      },
      {
        type: "exercise:submitted",
        seq: 12,
        at: at(NOON + MINUTE),
        studentId: "maya",
        attemptId: "attempt-9",
        exerciseId: "exercise-9",
        status: "AUTO_GRADED",
        score: 3,
        maxScore: 4,
      },
    );
    expect(room.students["maya"]?.activity).toMatchObject({
      status: "COMPLETED",
      progressPct: 100,
    });
    expect(room.students["maya"]?.results).toEqual([
      expect.objectContaining({ title: "Ratio problems", score: 3, maxScore: 4 }),
    ]);
  });

  it("is listed once when its marks come later", () => {
    const result = (seq: number, score: number | null): RoomInput => ({
      type: "exercise:graded",
      seq,
      at: at(NOON),
      studentId: "maya",
      attemptId: "attempt-1",
      exerciseId: "exercise-1",
      status: "GRADED",
      score,
      maxScore: 8,
    });
    const room = reduce(aRoom([aStudent("maya")]), result(11, null), result(12, 6));
    expect(room.students["maya"]?.results).toHaveLength(1);
    expect(room.students["maya"]?.results[0]).toMatchObject({
      score: 6,
      title: "Adding fractions",
    });
  });
});

describe("time on a question", () => {
  it("runs on while the same question stays open, and starts again with the next", () => {
    const start = aRoom([aStudent("maya", { questionSince: NOON - 3 * MINUTE })]);
    const same = reduce(start, {
      type: "student:update",
      studentId: "maya",
      activity: anActivity(),
    });
    expect(same.students["maya"]?.questionSince).toBe(NOON - 3 * MINUTE);
    const next = reduce(same, {
      type: "student:update",
      studentId: "maya",
      activity: anActivity({ questionIndex: 3, answeredCount: 3 }),
    });
    expect(next.students["maya"]?.questionSince).toBe(NOON);
  });
});

describe("lists", () => {
  const said: RoomInput = {
    type: "message:new",
    seq: 9,
    at: at(NOON),
    messageId: "message-1",
    fromId: "maya",
    studentId: "maya",
    text: "I am done",
    kind: "message",
  };

  it("take an event from before the position, but each only once", () => {
    const room = reduce(aRoom([aStudent("maya")]), said, said);
    expect(room.messages).toHaveLength(1);
    expect(room.messages[0]).toMatchObject({ fromName: "Maya maya", text: "I am done" });
  });

  it("lose an assignment that was withdrawn", () => {
    const room = reduce(
      aRoom([aStudent("maya")]),
      {
        type: "content:assigned",
        seq: 11,
        at: at(NOON),
        assignmentId: "assignment-1",
        studentId: "maya",
        exerciseId: "exercise-2",
        scope: "session",
      },
      {
        type: "content:withdrawn",
        seq: 12,
        at: at(NOON),
        assignmentId: "assignment-1",
        studentId: "maya",
      },
    );
    expect(room.assignments).toEqual([]);
  });
});

describe("places", () => {
  it("move only by a change of seats", () => {
    const room = reduce(aRoom([aStudent("maya", { seat: "A1" })]), {
      type: "session:changed",
      seq: 11,
      at: at(NOON),
      seats: { maya: "B2" },
    });
    expect(room.students["maya"]?.seat).toBe("B2");
  });

  it("come and go with members", () => {
    const added = reduce(aRoom([]), {
      type: "member:added",
      seq: 11,
      at: at(NOON),
      studentId: "leo",
      name: "Leo",
      seat: null,
      enrollments: [],
    });
    expect(added.students["leo"]?.name).toBe("Leo");
    const removed = reduce(added, {
      type: "member:removed",
      seq: 12,
      at: at(NOON),
      studentId: "leo",
    });
    expect(removed.students).toEqual({});
  });
});

describe("presence", () => {
  it("is offline, not absent, for who left before anybody here was told that they came", () => {
    const never = aStudent("leo", { online: false, hasJoined: false });
    const room = reduce(aRoom([never]), { type: "student:left", studentId: "leo" });
    expect(room.students["leo"]).toMatchObject({ online: false, hasJoined: true });
  });
});
