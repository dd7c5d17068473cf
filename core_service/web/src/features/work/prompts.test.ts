import { describe, expect, it } from "vitest";
import { holdInstructions, isEquation } from "./prompts";

describe("isEquation", () => {
  it.each([
    ["$\\frac{3}{8} + \\frac{1}{4} =$", true],
    ["$4x + 5 = 3x$ What is $x$?", false],
    ["How long is it?", false],
  ])("%s: %s", (question, expected) => {
    expect(isEquation({ type: "NUMERICAL", question })).toBe(expected);
  });
});

describe("holdInstructions", () => {
  it("holds when no question has words above its field", () => {
    const equation = { type: "NUMERICAL", question: "$2 + 2 =$" } as const;
    const story = { type: "NUMERICAL", question: "How many?" } as const;
    expect([holdInstructions([equation]), holdInstructions([equation, story])]).toEqual([
      true,
      false,
    ]);
  });
});
