// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createActsLog, UNDO_MS } from "./acts-log";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const anAct = (run: (key: string) => Promise<unknown>, undo?: () => Promise<unknown>) => ({
  done: "Maya: here",
  failed: "Maya could not be marked",
  run,
  undo,
});

describe("an act", () => {
  it("can be undone for eight seconds", async () => {
    const log = createActsLog();
    const undo = vi.fn(() => Promise.resolve());
    await log.perform(anAct(() => Promise.resolve(), undo));
    vi.advanceTimersByTime(UNDO_MS - 1);
    await log.undoLast();
    expect(undo).toHaveBeenCalledOnce();
  });

  it("cannot be undone after that", async () => {
    const log = createActsLog();
    const undo = vi.fn(() => Promise.resolve());
    await log.perform(anAct(() => Promise.resolve(), undo));
    vi.advanceTimersByTime(UNDO_MS);
    await log.undoLast();
    expect(undo).not.toHaveBeenCalled();
  });

  it("that failed stays until it is retried, with the same key", async () => {
    const log = createActsLog();
    const keys: string[] = [];
    const run = vi.fn((key: string) => {
      keys.push(key);
      return keys.length === 1 ? Promise.reject(new Error("away")) : Promise.resolve();
    });
    await expect(log.perform(anAct(run))).resolves.toBe(false);
    const [failure] = log.getState().failures;
    expect(failure).toMatchObject({ words: "Maya could not be marked", reason: "away" });
    await log.retry(failure?.id ?? 0);
    expect(log.getState().failures).toEqual([]);
    expect(keys[1]).toBe(keys[0]);
  });
});
