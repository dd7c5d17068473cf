import { describe, expect, it } from "vitest";
import type { DraftState } from "./draft-keeper";
import { agoWords, deviceWord, saveKind, waitingWords } from "./save-words";

const draft: DraftState = {
  answers: { 0: "a" },
  savedAt: 1_000,
  unsentSince: null,
  waitingCount: 0,
  conflict: null,
  refusal: null,
};

describe("saveKind", () => {
  it.each([
    ["untouched", { ...draft, answers: {}, savedAt: null }],
    ["saved", draft],
    ["saved", { ...draft, unsentSince: 99_000 }],
    ["saving", { ...draft, savedAt: null, unsentSince: 99_000 }],
    ["saving", { ...draft, unsentSince: 98_000 }],
    ["kept", { ...draft, unsentSince: 90_000 }],
  ])("is %s", (kind, state) => expect(saveKind(state, 100_000)).toBe(kind));
});

describe("the words", () => {
  it.each([
    [900, "just now"],
    [3_000, "3 seconds ago"],
    [60_000, "1 minute ago"],
    [200_000, "3 minutes ago"],
  ])("tell the age of %i ms as %s", (age, words) => expect(agoWords(age)).toBe(words));

  it("count what is waiting", () => {
    expect([waitingWords(1), waitingWords(4)]).toEqual(["1 answer waiting", "4 answers waiting"]);
  });

  it("name the device", () => {
    expect([deviceWord(390, true), deviceWord(1024, true), deviceWord(390, false)]).toEqual([
      "phone",
      "tablet",
      "computer",
    ]);
  });
});
