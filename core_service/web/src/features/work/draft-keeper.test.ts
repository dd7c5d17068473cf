// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ProblemError } from "~/lib/problem";
import { DraftConflict, DraftKeeper, type SendDraft } from "./draft-keeper";
import type { DraftShelf, ShelvedDraft } from "./draft-shelf";

const offline = new ProblemError(0, "unreachable", "No connection", "", null);
const closed = new ProblemError(409, "already_submitted", "Handed in", "", null);

function shelfWith(kept: ShelvedDraft | null = null): DraftShelf & { kept: ShelvedDraft | null } {
  const shelf = {
    kept,
    read: () => shelf.kept,
    write: (draft: ShelvedDraft) => void (shelf.kept = draft),
    clear: () => void (shelf.kept = null),
  };
  return shelf;
}

function keeperWith(send: SendDraft, shelf = shelfWith(), revision = 0) {
  const keeper = new DraftKeeper({ saved: { revision, answers: {} }, shelf, send });
  keeper.start();
  return { keeper, shelf };
}

/** Opened again by a later page, while the server still has what it had at first. */
function keeperOver(shelf: ReturnType<typeof shelfWith>, send: SendDraft = accepting()) {
  return keeperWith(send, shelf).keeper;
}

/** Kept by an earlier page: one answer, of which the server has confirmed another. */
function shelved(revision: number, answer: string, confirmed?: string): ShelvedDraft {
  const saved = confirmed === undefined ? [] : [{ questionIndex: 0, answer: confirmed }];
  return { saved: { revision, answers: saved }, answers: [{ questionIndex: 0, answer }] };
}

const accepting = () => vi.fn<SendDraft>(async ({ base }) => base + 1);

describe("DraftKeeper", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("keeps an answer on the device at once and sends it within half a second", async () => {
    const send = accepting();
    const { keeper, shelf } = keeperWith(send);
    keeper.answer(0, "a");
    const answers = [{ questionIndex: 0, answer: "a" }];
    const times = { savedAt: null, unsentSince: Date.now() };
    expect(shelf.kept).toEqual({ saved: { revision: 0, answers: [] }, answers, times });
    await vi.advanceTimersByTimeAsync(500);
    expect(send).toHaveBeenCalledWith({ base: 0, answers });
    expect(keeper.getState()).toMatchObject({ unsentSince: null, waitingCount: 0 });
    expect(shelf.kept).toMatchObject({ saved: { revision: 1, answers }, answers });
  });

  it("sends what was typed meanwhile on top of the new revision", async () => {
    const send = accepting();
    const { keeper } = keeperWith(send);
    keeper.answer(0, "a");
    await vi.advanceTimersByTimeAsync(500);
    keeper.answer(0, "ab");
    await vi.advanceTimersByTimeAsync(500);
    expect(send).toHaveBeenLastCalledWith({
      base: 1,
      answers: [{ questionIndex: 0, answer: "ab" }],
    });
  });

  it("joins quick changes into one message", async () => {
    const send = accepting();
    const { keeper } = keeperWith(send);
    ["a", "ab", "abc"].forEach((text) => keeper.answer(0, text));
    await vi.advanceTimersByTimeAsync(2_000);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("counts the waiting answers while offline and sends all of them once on return", async () => {
    const send = accepting().mockRejectedValue(offline);
    const { keeper, shelf } = keeperWith(send);
    keeper.answer(0, "a");
    keeper.answer(1, "b");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(keeper.getState().waitingCount).toBe(2);
    expect(shelf.kept?.answers).toHaveLength(2);
    send.mockReset().mockResolvedValue(1);
    keeper.retry();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(send).toHaveBeenCalledTimes(1);
    expect(keeper.getState()).toMatchObject({ unsentSince: null, waitingCount: 0 });
  });

  it("finds the answers of a reload on the device and sends them", async () => {
    const send = accepting();
    const { keeper } = keeperWith(send, shelfWith(shelved(3, "a")), 3);
    expect(keeper.getState().answers).toEqual({ 0: "a" });
    await vi.advanceTimersByTimeAsync(10);
    expect(send).toHaveBeenCalledTimes(1);
  });

  it("says after a reload since when answers wait and when the others were saved, not the time of the reload", async () => {
    const shelf = shelfWith();
    const savedAt = Date.now() + 500;
    keeperOver(shelf).answer(0, "a");
    await vi.advanceTimersByTimeAsync(5_000);
    const offlineSince = Date.now();
    const away = keeperOver(shelf, vi.fn<SendDraft>().mockRejectedValue(offline));
    expect(away.getState()).toMatchObject({ savedAt, unsentSince: null });
    away.answer(1, "b");
    await vi.advanceTimersByTimeAsync(60_000);
    away.stop();
    expect(keeperOver(shelf).getState()).toMatchObject({ savedAt, unsentSince: offlineSince });
  });

  it("claims no time for what was saved elsewhere", () => {
    const saved = { revision: 3, answers: { 0: "a" } };
    const keeper = new DraftKeeper({ saved, shelf: shelfWith(), send: accepting() });
    expect(keeper.getState()).toMatchObject({ savedAt: null, unsentSince: null });
  });

  it("shows what was saved last, where the server's copy is older", async () => {
    const send = accepting();
    const { keeper } = keeperWith(send, shelfWith(shelved(5, "a", "a")), 2);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keeper.getState()).toMatchObject({ answers: { 0: "a" }, waitingCount: 0 });
    expect(send).not.toHaveBeenCalled();
  });

  it("takes the server's newer answers where this device has nothing unsent", () => {
    const { keeper } = keeperWith(accepting(), shelfWith(shelved(1, "old", "old")), 4);
    expect(keeper.getState()).toMatchObject({ answers: {}, conflict: null });
  });

  it("asks when this device's answers build on an older revision", () => {
    const { keeper } = keeperWith(accepting(), shelfWith(shelved(1, "mine")), 4);
    expect(keeper.getState().conflict).toEqual({ revision: 4, answers: {} });
  });

  it("stops at a conflict until the person has chosen", async () => {
    const theirs = { revision: 7, answers: { 0: "theirs" } };
    const send = accepting().mockRejectedValueOnce(new DraftConflict(theirs));
    const { keeper } = keeperWith(send);
    keeper.answer(0, "mine");
    await vi.advanceTimersByTimeAsync(30_000);
    expect(send).toHaveBeenCalledTimes(1);
    keeper.keepMine();
    await vi.advanceTimersByTimeAsync(10);
    expect(send).toHaveBeenLastCalledWith({
      base: 7,
      answers: [{ questionIndex: 0, answer: "mine" }],
    });
  });

  it("takes the others' answers when the person says so", async () => {
    const theirs = { revision: 7, answers: { 0: "theirs" } };
    const send = accepting().mockRejectedValueOnce(new DraftConflict(theirs));
    const { keeper, shelf } = keeperWith(send);
    keeper.answer(0, "mine");
    await vi.advanceTimersByTimeAsync(1_000);
    keeper.takeTheirs();
    expect(keeper.getState()).toMatchObject({ answers: { 0: "theirs" }, conflict: null });
    const answers = [{ questionIndex: 0, answer: "theirs" }];
    expect(shelf.kept).toMatchObject({ saved: { revision: 7, answers }, answers });
  });

  it("takes a conflict with the same answers for an acknowledgement that was lost", async () => {
    const same = new DraftConflict({ revision: 1, answers: { 0: "a" } });
    const { keeper } = keeperWith(accepting().mockRejectedValueOnce(same));
    keeper.answer(0, "a");
    await vi.advanceTimersByTimeAsync(1_000);
    expect(keeper.getState()).toMatchObject({ conflict: null, waitingCount: 0 });
  });

  it("sends nothing more once the core has refused for good", async () => {
    const send = accepting().mockRejectedValue(closed);
    const { keeper } = keeperWith(send);
    keeper.answer(0, "a");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(send).toHaveBeenCalledTimes(1);
    expect(keeper.getState().refusal).toBe(closed);
  });

  it("takes over news from elsewhere only when nothing of this device waits", async () => {
    const { keeper } = keeperWith(accepting());
    keeper.receive({ revision: 2, answers: { 0: "elsewhere" } });
    expect(keeper.getState().answers).toEqual({ 0: "elsewhere" });
    keeper.answer(0, "mine");
    keeper.receive({ revision: 3, answers: { 0: "later" } });
    expect(keeper.getState().answers).toEqual({ 0: "mine" });
  });

  it("leaves nothing on the device when the attempt is handed in, and sends nothing after it", async () => {
    const send = accepting();
    const { keeper, shelf } = keeperWith(send);
    keeper.answer(0, "a");
    keeper.finish();
    keeper.start();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(shelf.kept).toBeNull();
    expect(send).not.toHaveBeenCalled();
  });

  it("waits in flush until a sending under way and its rest are done", async () => {
    const send = accepting();
    const { keeper } = keeperWith(send);
    keeper.answer(0, "a");
    await keeper.flush();
    expect(keeper.getState().unsentSince).toBeNull();
  });
});
