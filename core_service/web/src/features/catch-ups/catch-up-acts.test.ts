// @vitest-environment jsdom
import { expect, it } from "vitest";
import { extendedDue } from "./catch-up-acts";

const NOON = Date.parse("2026-11-17T12:00:00Z");

it.each([
  ["2026-11-18T12:00:00Z", "2026-11-25T12:00:00.000Z"],
  ["2026-11-01T12:00:00Z", "2026-11-24T12:00:00.000Z"],
])("a week more for what is due %s ends %s", (dueAt, then) => {
  expect(extendedDue(dueAt, 7, NOON)).toBe(then);
});
