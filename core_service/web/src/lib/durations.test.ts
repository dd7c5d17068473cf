/** Durations as people say them. */
import { expect, test } from "vitest";
import { minutesText } from "./durations";

const MINUTE = 60_000;

test("short ones in seconds and minutes, long ones in hours, then in whole days", () => {
  expect(minutesText(40_000)).toBe("40 s");
  expect(minutesText(65 * MINUTE)).toBe("1 h 5 min");
  expect(minutesText(31 * 60 * MINUTE)).toBe("31 h");
  expect(minutesText((61 * 60 + 39) * MINUTE)).toBe("2 days");
});
