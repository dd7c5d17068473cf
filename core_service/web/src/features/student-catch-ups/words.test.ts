import { describe, expect, it } from "vitest";
import type { CatchUp, CatchUpItem } from "./api";
import { inOrder, nextItem, untilWords } from "./words";

const NOW = Date.parse("2026-11-17T12:00:00Z");
const inDays = (days: number) => new Date(NOW + days * 24 * 3_600_000).toISOString();
const due = (days: number, state: CatchUp["state"] = "DUE") =>
  ({ id: `${days}`, dueAt: inDays(days), state }) as CatchUp;

describe("untilWords", () => {
  it.each([
    [2, "DUE", "until Thursday"],
    [20, "IN_PROGRESS", "until 7 December"],
    [-3, "OVERDUE", "Best done soon"],
    [-3, "DONE", "Done"],
    [3, "EXCUSED", "You need not do this one"],
  ] as const)("due in %i days, %s: %s", (days, state, words) => {
    expect(untilWords(due(days, state), NOW, "UTC")).toBe(words);
  });
});

describe("inOrder", () => {
  it("puts what is due next first, and what is over last and newest first", () => {
    const { open, over } = inOrder([due(5), due(-9, "DONE"), due(1), due(-2, "EXCUSED")]);
    expect(open.map(({ id }) => id)).toEqual(["1", "5"]);
    expect(over.map(({ id }) => id)).toEqual(["-2", "-9"]);
  });
});

describe("nextItem", () => {
  const item = (id: string, isDone = false) => ({ id, isDone }) as CatchUpItem;

  it("is the first that is not done", () => {
    expect(nextItem({ items: [item("a", true), item("b"), item("c")] })?.id).toBe("b");
  });

  it("goes on after the one just left, and round to what was skipped", () => {
    const items = [item("a"), item("b"), item("c", true)];
    expect(nextItem({ items }, "b")?.id).toBe("a");
  });

  it("is nothing when all is done, or only this one is left", () => {
    expect(nextItem({ items: [item("a", true)] })).toBeNull();
    expect(nextItem({ items: [item("a")] }, "a")).toBeNull();
  });
});
