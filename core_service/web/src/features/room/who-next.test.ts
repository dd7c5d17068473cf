import { describe, expect, it } from "vitest";
import { anActivity, at, MINUTE, NOON } from "~/testing/room-fixtures";
import type { Result, RoomStudent } from "./state/room-types";
import { aHand, aStudent } from "./testing";
import { type WhoNextQuestion, whoNext } from "./who-next";

function ask(students: RoomStudent[], over: Partial<WhoNextQuestion> = {}) {
  return whoNext({
    students,
    now: NOON,
    meId: "helen",
    adults: { ravi: "Ravi" },
    sessionStart: NOON - 20 * MINUTE,
    nextUp: {},
    dismissedUntil: {},
    ...over,
  });
}

const waiting = (id: string, minutes: number, over: Parameters<typeof aHand>[0] = {}) =>
  aStudent(id, {
    help: aHand({ requestId: id, requestedAt: at(NOON - minutes * MINUTE), ...over }),
  });
const quiet = (id: string, minutes: number) =>
  aStudent(id, {
    activity: anActivity({ status: "IDLE", statusSince: at(NOON - minutes * MINUTE) }),
  });
const stuck = (id: string, minutes: number, estimatedMins: number | null = null) =>
  aStudent(id, { questionSince: NOON - minutes * MINUTE, activity: anActivity({ estimatedMins }) });
const poor = (score: number): Result => ({
  attemptId: String(score),
  exerciseId: "e",
  title: null,
  status: "AUTO_GRADED",
  score,
  maxScore: 10,
  startedAt: null,
  questionCount: null,
  at: NOON - MINUTE,
});

describe("hands", () => {
  it("stand with the longest wait first", () => {
    const { hands } = ask([waiting("short", 1), waiting("long", 4), waiting("middle", 2)]);
    expect(hands.map(({ studentId }) => studentId)).toEqual(["long", "middle", "short"]);
  });

  it("stand before all others when urgent", () => {
    const { hands } = ask([waiting("long", 9), waiting("urgent", 1, { priority: "URGENT" })]);
    expect(hands[0]).toMatchObject({ studentId: "urgent", isUrgent: true });
  });

  it("of which another adult takes care say who", () => {
    const taken = { status: "ACKNOWLEDGED", acknowledgedById: "ravi" } as const;
    expect(ask([waiting("maya", 3, taken)]).hands[0]?.takenBy).toBe("Ravi");
  });

  it("that I have acknowledged stay among the hands until I am there", () => {
    const mine = { status: "ACKNOWLEDGED", acknowledgedById: "helen" } as const;
    const { hands, withYou } = ask([waiting("maya", 3, mine)]);
    expect(hands[0]).toMatchObject({ studentId: "maya", takenBy: null });
    expect(withYou).toEqual([]);
  });
});

describe("with you", () => {
  it("is whom you teach, and they are in no other list", () => {
    const answer = ask([{ ...waiting("maya", 3), mode: "TEACH" }]);
    expect(answer).toEqual({ withYou: ["maya"], hands: [], worthALook: [] });
  });
});

describe("worth a look", () => {
  const reasons = (...asked: Parameters<typeof ask>) =>
    ask(...asked).worthALook.map(({ studentId, reason }) => `${studentId}: ${reason}`);

  it("gives the reasons in their order, longest first within each", () => {
    const finished = aStudent("finished", { activity: anActivity({ status: "COMPLETED" }) });
    const offline = aStudent("offline", { online: false, offlineSince: NOON - MINUTE });
    const students = [
      finished,
      offline,
      quiet("quiet-3", 3),
      quiet("quiet-9", 9),
      stuck("stuck", 6),
    ];
    expect(reasons(students, { nextUp: { finished: "nothing" } })).toEqual([
      "stuck: struggling",
      "quiet-9: quiet",
      "quiet-3: quiet",
      "offline: offline",
      "finished: finished",
    ]);
  });

  it("says each student once, with the first reason that holds", () => {
    const both = { ...quiet("maya", 5), results: [poor(2), poor(3)] };
    expect(reasons([both])).toEqual(["maya: struggling"]);
  });

  it("speaks in words and numbers", () => {
    const [onOne] = ask([stuck("maya", 6, 16)]).worthALook;
    expect(onOne).toMatchObject({
      words: "6 min on question 3, usually 2 min",
      onCard: "6 min on Q3",
    });
    const [inTwo] = ask([aStudent("maya", { results: [poor(2), poor(3)] })]).worthALook;
    expect(inTwo).toMatchObject({ words: "Two results running under 50%", onCard: "2 under 50%" });
    expect(ask([quiet("maya", 4)]).worthALook[0]?.words).toBe("No input for 4 min");
  });

  it.each([
    [1, null, false],
    [2, null, true],
    [3, 16, false],
    [4, 16, true],
  ])("after %s min on a question (exercise of %s min): struggling is %s", (minutes, mins, is) => {
    expect(reasons([stuck("maya", minutes, mins)]).length > 0).toBe(is);
  });

  it.each([
    [[4, 4], true],
    [[5, 4], false],
    [[4], false],
    [[4, 4, 9], false],
  ])("after results of %s tenths: struggling is %s", (scores, is) => {
    const student = aStudent("maya", { results: scores.map(poor) });
    expect(reasons([student]).length > 0).toBe(is);
  });

  it("waits 30 seconds before it mentions who went offline", () => {
    const gone = (seconds: number) =>
      aStudent("maya", { online: false, offlineSince: NOON - seconds * 1000 });
    expect(reasons([gone(29)])).toEqual([]);
    expect(reasons([gone(30)])).toEqual(["maya: offline"]);
  });

  it("leaves out the finished who have something next", () => {
    const finished = aStudent("maya", { activity: anActivity({ status: "COMPLETED" }) });
    expect(reasons([finished], { nextUp: { maya: "something" } })).toEqual([]);
    expect(reasons([finished], { nextUp: { maya: "preview" } })).toEqual(["maya: finished"]);
  });

  it("mentions who was not visited for half an hour", () => {
    const sessionStart = NOON - 31 * MINUTE;
    expect(reasons([aStudent("maya")], { sessionStart })).toEqual(["maya: not-visited"]);
    expect(reasons([aStudent("maya", { visitedAt: NOON - MINUTE })], { sessionStart })).toEqual([]);
  });

  it("is silent about who was waved aside, and about who is not here", () => {
    expect(reasons([quiet("maya", 5)], { dismissedUntil: { maya: NOON + 1 } })).toEqual([]);
    expect(reasons([{ ...quiet("maya", 5), online: false, hasJoined: false }])).toEqual([]);
  });
});
