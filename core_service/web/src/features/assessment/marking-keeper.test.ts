/** Marks are saved at once, one request at a time, and nothing that was entered is lost. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ReviewEntry } from "~/lib/contract";
import { offlineProblem, ProblemError } from "~/lib/problem";
import { MarkingKeeper } from "./marking-keeper";
import { type Entry, entryOf } from "./marks";
import { aReview } from "./testing";

const empty = entryOf(aReview(1));
const withWords = (feedback: string): Entry => ({ ...empty, feedback });

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function keep(send: (entry: ReviewEntry) => Promise<void>, shelved: Entry | null = null) {
  const shelf = { read: () => shelved, write: vi.fn(), clear: vi.fn() };
  return { keeper: new MarkingKeeper({ saved: empty, shelf, send }), shelf };
}

describe("MarkingKeeper", () => {
  it("puts each change on this device at once and on the server a moment later", async () => {
    const send = vi.fn(async () => undefined);
    const { keeper, shelf } = keep(send);
    keeper.write(withWords("Good"));
    expect(shelf.write).toHaveBeenCalledOnce();
    expect(keeper.getState().save).toBe("saving");
    await vi.advanceTimersByTimeAsync(400);
    expect(send).toHaveBeenCalledOnce();
    expect(keeper.getState().save).toBe("saved");
    expect(shelf.clear).toHaveBeenCalled();
  });

  it("keeps a note without points on the server too, so that another device shows it", async () => {
    const send = vi.fn(async () => undefined);
    const { keeper, shelf } = keep(send);
    keeper.write({ ...empty, criteria: { Ideas: { score: null, comment: "Which fox?" } } });
    await vi.advanceTimersByTimeAsync(400);
    const note = { criterionName: "Ideas", score: null, comment: "Which fox?" };
    expect(send).toHaveBeenCalledWith(expect.objectContaining({ criteriaScores: [note] }));
    expect(shelf.clear).toHaveBeenCalled();
  });

  it("says that it is kept here while the server is away, and sends it later", async () => {
    let isAway = true;
    const send = vi.fn(async () => {
      if (isAway) throw offlineProblem(null);
    });
    const { keeper } = keep(send);
    keeper.write(withWords("Good"));
    await vi.advanceTimersByTimeAsync(400);
    expect(keeper.getState().save).toBe("kept");
    isAway = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(keeper.getState().save).toBe("saved");
  });

  it("stops when somebody else holds the work, and keeps what was entered", async () => {
    const send = async () => {
      throw new ProblemError(409, "claimed_by_another", "", "Ravi is marking this work.", null);
    };
    const { keeper } = keep(send);
    keeper.write(withWords("Good"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(keeper.getState()).toMatchObject({ save: "refused", entry: { feedback: "Good" } });
  });

  it("opens with what was kept on this device", async () => {
    const send = vi.fn(async () => undefined);
    const { keeper } = keep(send, withWords("From before"));
    expect(keeper.getState().entry.feedback).toBe("From before");
    await vi.advanceTimersByTimeAsync(10);
    expect(send).toHaveBeenCalledOnce();
  });

  it("takes the last points back and keeps the words", () => {
    const { keeper } = keep(async () => undefined);
    keeper.mark({ ...empty, overall: 4 });
    keeper.write({ ...keeper.getState().entry, feedback: "Well" });
    expect(keeper.undo()).toBe(true);
    expect(keeper.getState().entry).toMatchObject({ overall: null, feedback: "Well" });
    expect(keeper.undo()).toBe(false);
  });
});
