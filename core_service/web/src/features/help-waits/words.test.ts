import { expect, it } from "vitest";
import type { HelpFigures } from "./api";
import { barWidth, readingOf, waitWords } from "./words";

const figures = (over: Partial<HelpFigures> = {}): HelpFigures => ({
  requests: 120,
  answered: 118,
  resolved: 110,
  cancelled: 5,
  waiting: 2,
  medianResponseSeconds: 108,
  p90ResponseSeconds: 240,
  medianResolutionSeconds: 300,
  ...over,
});

it.each([
  [null, "–"],
  [40.4, "40 s"],
  [60, "1 min"],
  [108, "1 min 48 s"],
])("%s seconds are %s", (seconds, words) => {
  expect(waitWords(seconds)).toBe(words);
});

it("reads the numbers in one sentence, against the limit", () => {
  expect(readingOf(figures(), 5)).toBe(
    "Half of 120 hands were answered within 1 min 48 s, nine in ten within 4 min: within the limit of 5 min.",
  );
  expect(readingOf(figures(), 3)).toMatch(/over the limit of 3 min/);
  expect(readingOf(figures({ requests: 0 }), 5)).toBe("No hand was raised in this time.");
  const nobody = { requests: 1, medianResponseSeconds: null, p90ResponseSeconds: null };
  expect(readingOf(figures(nobody), 5)).toBe("None of 1 hand was answered.");
});

it("draws bars within the longest", () => {
  expect([barWidth(30, 60), barWidth(null, 60), barWidth(90, 60), barWidth(0, 0)]).toEqual([
    50, 0, 100, 0,
  ]);
});
