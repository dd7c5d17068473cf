// @vitest-environment jsdom
/** The saver: one call a second, offline kept and sent once, a bad row does not hold up the others. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { offlineProblem, ProblemError } from "~/lib/problem";
import {
  type Conflict,
  createMarksSaver,
  RETRY_EVERY_MS,
  SAVE_EVERY_MS,
  unsaved,
} from "./marks-saver";
import { deviceMarksShelf } from "./marks-shelf";
import type { Batch, WantedMark } from "./wanted-mark";

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => {
  vi.useRealTimers();
});

const mark = (studentId: string, over: Partial<WantedMark> = {}): WantedMark => ({
  studentId,
  status: "PRESENT",
  note: null,
  at: Date.now(),
  ...over,
});

function aSaver(answers: (Error | null)[] = [], conflicts: Conflict[] = []) {
  const sent: Batch[] = [];
  const saved: Batch[] = [];
  const saver = createMarksSaver({
    send: (batch) => {
      sent.push(batch);
      const answer = answers.shift();
      return answer ? Promise.reject(answer) : Promise.resolve();
    },
    overtaken: () => Promise.resolve(conflicts),
    onSaved: (batch) => saved.push(batch),
    shelf: deviceMarksShelf("helen", "session-1"),
  });
  saver.resume();
  return { saver, sent, saved };
}

const students = (batch: Batch | undefined) => batch?.marks.map(({ studentId }) => studentId);

describe("saving", () => {
  it("sends all touches of a second in one call, the last one per student", async () => {
    const { saver, sent, saved } = aSaver();
    saver.put([mark("maya")]);
    saver.put([mark("leo")]);
    saver.put([mark("maya", { status: "LATE" })]);
    await vi.advanceTimersByTimeAsync(SAVE_EVERY_MS - 1);
    expect(sent).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toHaveLength(1);
    expect(students(sent[0])?.sort()).toEqual(["leo", "maya"]);
    expect(sent[0]?.marks.find(({ studentId }) => studentId === "maya")?.status).toBe("LATE");
    expect(saved).toHaveLength(1);
    expect(unsaved(saver.getState())).toEqual({});
  });

  it("keeps touches while the network is away, and sends each of them once when it is back", async () => {
    const { saver, sent } = aSaver([offlineProblem(null)]);
    saver.put([mark("maya")]);
    await vi.advanceTimersByTimeAsync(SAVE_EVERY_MS);
    saver.put([mark("leo")]);
    expect(Object.keys(unsaved(saver.getState())).sort()).toEqual(["leo", "maya"]);
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(RETRY_EVERY_MS + SAVE_EVERY_MS);
    expect(sent.map(students)).toEqual([["maya"], ["maya"], ["leo"]]);
    expect(sent[1]?.key).toBe(sent[0]?.key);
    expect(unsaved(saver.getState())).toEqual({});
  });

  it("goes on after a reload with what this device had kept", async () => {
    const first = aSaver([offlineProblem(null)]);
    first.saver.put([mark("maya")]);
    await vi.advanceTimersByTimeAsync(SAVE_EVERY_MS);
    first.saver.stop();
    const second = aSaver();
    await vi.advanceTimersByTimeAsync(0);
    expect(second.sent.map(({ key }) => key)).toEqual([first.sent[0]?.key]);
    expect(localStorage).toHaveLength(0);
  });

  it("leaves out a row that the core refuses, says why, and saves the others", async () => {
    const errors = [{ path: "records.0.studentId", message: "is not in this session" }];
    const refusal = new ProblemError(422, "invalid", "", "", null, errors);
    const { saver, sent } = aSaver([refusal]);
    saver.put([mark("gone"), mark("leo")]);
    await vi.advanceTimersByTimeAsync(3 * SAVE_EVERY_MS);
    expect(sent.map(students)).toEqual([["gone", "leo"], ["leo"]]);
    expect(saver.getState().refused.map(({ mark: { studentId } }) => studentId)).toEqual(["gone"]);
    expect(unsaved(saver.getState())).toEqual({});
  });

  it("stops at a refusal that will not pass by itself, and goes on when asked to", async () => {
    const { saver, sent } = aSaver([new ProblemError(403, "forbidden", "", "Not yours", null)]);
    saver.put([mark("maya")]);
    await vi.advanceTimersByTimeAsync(10 * RETRY_EVERY_MS);
    expect(sent).toHaveLength(1);
    expect(saver.getState().problem?.detail).toBe("Not yours");
    saver.retry();
    await vi.advanceTimersByTimeAsync(0);
    expect(saver.getState().problem).toBeNull();
  });
});

describe("another adult who marked meanwhile", () => {
  const old = () => mark("maya", { status: "ABSENT", at: Date.now() - 60_000 });
  const theirs = { status: "LATE" as const, note: null, byName: "Ravi Menon", at: Date.now() };

  it("is not overwritten: both marks are shown, and one's own is sent only if kept", async () => {
    const { saver, sent } = aSaver([], [{ mine: old(), theirs }]);
    saver.put([old(), mark("leo", { at: Date.now() - 60_000 })]);
    await vi.advanceTimersByTimeAsync(SAVE_EVERY_MS);
    expect(sent.map(students)).toEqual([["leo"]]);
    expect(saver.getState().conflicts).toHaveLength(1);
    saver.settle("maya", "mine");
    await vi.advanceTimersByTimeAsync(SAVE_EVERY_MS);
    expect(sent.map(students)).toEqual([["leo"], ["maya"]]);
    expect(saver.getState().conflicts).toHaveLength(0);
  });

  it("stands when theirs is taken", async () => {
    const { saver, sent } = aSaver([], [{ mine: old(), theirs }]);
    saver.put([old()]);
    await vi.advanceTimersByTimeAsync(SAVE_EVERY_MS);
    saver.settle("maya", "theirs");
    await vi.advanceTimersByTimeAsync(10 * SAVE_EVERY_MS);
    expect(sent).toHaveLength(0);
  });
});
