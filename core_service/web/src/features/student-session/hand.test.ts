import { describe, expect, it } from "vitest";
import { handFace } from "./hand";

describe("handFace", () => {
  it.each([
    [null, null, true, "down"],
    [null, "up", true, "up"],
    ["PENDING", null, true, "up"],
    ["PENDING", "down", true, "down"],
    ["ACKNOWLEDGED", null, true, "coming"],
    ["RESOLVED", null, true, "down"],
    ["CANCELLED", null, true, "down"],
    [null, "up", false, "kept"],
    ["PENDING", null, false, "up"],
  ] as const)("help %s, wish %s, reachable %s: %s", (status, wish, isReachable, kind) => {
    expect(handFace(status, wish, isReachable, "Helen").kind).toBe(kind);
  });

  it.each([
    [0, "You are next"],
    [1, "1 before you"],
    [4, "4 before you"],
    [null, "Tap to put it down"],
  ])("with %s hands ahead: %s", (handsAhead, words) => {
    expect(handFace("PENDING", null, true, "Helen", handsAhead).detail).toBe(words);
  });

  it("names who is coming", () => {
    expect(handFace("ACKNOWLEDGED", null, true, "Helen").title).toBe("Helen is coming");
  });
});
