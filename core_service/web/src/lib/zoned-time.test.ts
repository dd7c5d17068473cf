import { expect, it } from "vitest";
import { instantOf, localOf } from "./zoned-time";

it.each([
  ["2026-11-17", "16:00", "Europe/London", "2026-11-17T16:00:00.000Z"],
  ["2026-07-01", "16:00", "Europe/London", "2026-07-01T15:00:00.000Z"],
  ["2026-03-29", "16:00", "Europe/London", "2026-03-29T15:00:00.000Z"],
  ["2026-10-25", "16:00", "Europe/London", "2026-10-25T16:00:00.000Z"],
  ["2026-10-25", "00:30", "Europe/London", "2026-10-24T23:30:00.000Z"],
  ["2026-11-17", "16:00", "Asia/Kolkata", "2026-11-17T10:30:00.000Z"],
  ["2026-11-17", "16:00", "America/New_York", "2026-11-17T21:00:00.000Z"],
])("%s %s in %s, clocks changed or not", (day, time, zone, instant) => {
  expect(instantOf(day, time, zone)).toBe(instant);
  expect(localOf(instant, zone)).toEqual({ day, time });
});
