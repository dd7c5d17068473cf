/** Tutors read which day a session of the next two weeks is on, and never the same day twice. */
import { expect, it } from "vitest";
import { dayWords } from "./day-words";

it.each([
  ["2026-12-01", "Tue"],
  ["2026-12-06", "Sun"],
  ["2026-12-08", "Tue 8"],
])("%s is %s", (date, words) => {
  expect(dayWords(date, "2026-11-30")).toBe(words);
});
