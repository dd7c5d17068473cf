/** What comes next while work waits on the device: the core's order, without what is done, and no clock that it runs. */
import { describe, expect, it } from "vitest";
import type { Attempt, NextContent, StudentView } from "~/lib/contract";
import { type KeptWork, viewWithKept } from "./kept-work";

const exercise = (id: string, timeLimit: number | null = null) =>
  ({ kind: "EXERCISE", exercise: { id, timeLimit }, lesson: { id: "unread" } }) as NextContent;
const reading = (id: string) =>
  ({ kind: "LESSON", exercise: null, lesson: { id } }) as unknown as NextContent;

const maths = { id: "maths", course: { id: "course-1" }, next: exercise("e1") };
const english = { id: "english", course: { id: "course-2" }, next: exercise("x1") };
const view = { enrollments: [maths, english], attempt: null } as unknown as StudentView;
const ahead = {
  "course-1": [exercise("e1"), reading("l2"), exercise("timed", 10), exercise("e2")],
};
const kept = (change: Partial<KeptWork> = {}): KeptWork => ({
  handedIn: new Set(),
  read: new Set(),
  begun: null,
  ...change,
});
const nextOf = (work: KeptWork, known = ahead) =>
  viewWithKept(view, known, work).enrollments[0]?.next;

describe("viewWithKept", () => {
  it("is the core's view while nothing waits", () => {
    expect(viewWithKept(view, ahead, kept())).toEqual(view);
  });

  it("goes on to what follows the exercise that was handed in", () => {
    expect(nextOf(kept({ handedIn: new Set(["e1"]) }))).toEqual(reading("l2"));
  });

  it("passes over what is read, and what has a time limit", () => {
    const work = kept({ handedIn: new Set(["e1"]), read: new Set(["l2"]) });
    expect(nextOf(work)).toEqual(exercise("e2"));
  });

  it("has nothing where the device knows of nothing", () => {
    const all = kept({ handedIn: new Set(["e1", "e2"]), read: new Set(["l2"]) });
    expect(nextOf(all)).toBeNull();
    expect(nextOf(kept({ handedIn: new Set(["e1"]) }), { "course-1": [] })).toBeNull();
  });

  it("leaves other courses alone", () => {
    const other = viewWithKept(view, ahead, kept({ handedIn: new Set(["e1"]) })).enrollments[1];
    expect(other?.next).toEqual(english.next);
  });

  it("opens what was begun here", () => {
    const begun = { id: "attempt-9" } as Attempt;
    expect(viewWithKept(view, ahead, kept({ begun })).attempt).toBe(begun);
  });
});
