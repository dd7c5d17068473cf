/** The hub's golden transcripts, replayed through the reducer (tests/contracts/protocol-1/README.md). */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { HubMessage } from "~/generated/protocol";
import { NOON } from "~/testing/room-fixtures";
import { reduceRoom } from "./room-state";
import type { RoomInput, RoomState, RoomStudent } from "./room-types";
import { aRoom } from "../testing";

const FOLDER = resolve(import.meta.dirname, "../../../../../../tests/contracts/protocol-1");

interface Line {
  step: string;
  connection?: string;
  message?: HubMessage;
}

function linesOf(file: string): Line[] {
  const text = readFileSync(resolve(FOLDER, file), "utf8");
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
}

function heardBy(file: string, connection: string): HubMessage[] {
  return linesOf(file).flatMap((line) =>
    line.step === "hub" && line.connection === connection && line.message ? [line.message] : [],
  );
}

const start = () => aRoom([], { seq: 0, status: "SCHEDULED" });
const reduce = (room: RoomState, messages: HubMessage[]) =>
  messages.reduce((state, message) => reduceRoom(state, message as RoomInput, NOON), room);

/** What a session:sync says of a student; the rest is this browser's own. */
function sharedFacts(student: RoomStudent) {
  const { help, draft, activity } = student;
  return {
    name: student.name,
    seat: student.seat,
    attendance: student.attendance,
    online: student.online,
    hasJoined: student.hasJoined,
    mode: student.mode,
    help: help && { ...help, acknowledgedById: null },
    enrollments: student.enrollments.map(({ enrollmentId, level }) => ({ enrollmentId, level })),
    activity,
    draft,
  };
}

const factsOf = ({ students }: RoomState) =>
  Object.fromEntries(Object.entries(students).map(([id, each]) => [id, sharedFacts(each)]));

describe("the lesson", () => {
  it("ends, for the tutor, with the students of a fresh sync", () => {
    const heard = heardBy("lesson.jsonl", "tutor");
    const syncAt = heard.findLastIndex(({ type }) => type === "session:sync");
    expect(syncAt).toBeGreaterThan(1);
    const before = reduce(start(), heard.slice(0, syncAt));
    const after = reduce(before, heard.slice(syncAt, syncAt + 1));
    expect(factsOf(before)).toEqual(factsOf(after));
    expect(before.seq).toBe(after.seq);
  });

  it("ends for good when the session does", () => {
    for (const connection of ["tutor", "observer", "amina"]) {
      expect(reduce(start(), heardBy("lesson.jsonl", connection)).status).toBe("COMPLETED");
    }
  });

  it("shows a student nobody but themself", () => {
    const room = reduce(start(), heardBy("lesson.jsonl", "amina"));
    expect(Object.keys(room.students)).toHaveLength(1);
  });
});

describe("resuming", () => {
  it("counts missed events into the lists alone, and passes over events it does not know", () => {
    const room = reduce(start(), heardBy("resume.jsonl", "tutor"));
    expect(room.messages.length).toBeGreaterThanOrEqual(2);
    expect(room.seq).toBe(15);
  });

  it("leaves each student as a fresh sync has them", () => {
    const heard = heardBy("resume.jsonl", "amina-again");
    const room = reduce(start(), heard);
    const fresh = reduce(
      start(),
      heard.filter(({ type }) => type === "session:sync"),
    );
    expect(factsOf(room)).toEqual(factsOf(fresh));
  });
});

describe("every message of the hub", () => {
  const messages = linesOf("messages.jsonl").flatMap((line) =>
    line.step === "hub" && line.message ? [line.message] : [],
  );

  it("is taken without harm by a room that knows nobody", () => {
    for (const message of messages) {
      expect(reduce(start(), [message]).sessionId).toBe("session-1");
    }
  });
});
