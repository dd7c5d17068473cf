import { describe, expect, it } from "vitest";
import { dayAfter, dayOf } from "./days";

describe("dayOf", () => {
  it("is the centre's day, not the device's", () => {
    const instant = Date.parse("2026-11-17T23:30:00Z");
    expect(dayOf(instant, "Europe/London")).toBe("2026-11-17");
    expect(dayOf(instant, "Asia/Kolkata")).toBe("2026-11-18");
  });
});

describe("dayAfter", () => {
  it.each([
    ["2026-11-30", 1, "2026-12-01"],
    ["2026-03-01", -1, "2026-02-28"],
    ["2026-03-28", 1, "2026-03-29"],
    ["2026-10-25", 1, "2026-10-26"],
  ])("%s and %s days is %s", (day, days, then) => {
    expect(dayAfter(day, days)).toBe(then);
  });
});
