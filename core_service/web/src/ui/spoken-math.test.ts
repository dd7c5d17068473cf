import { describe, expect, it } from "vitest";
import { speakable } from "./spoken-math";

describe("speakable", () => {
  it.each([
    ["Work out $\\frac{3}{8} + \\frac{1}{4}$.", "Work out 3 over 8 plus 1 over 4."],
    ["What is $\\sqrt{\\frac{1}{4}}$?", "What is the square root of 1 over 4?"],
    ["$12^2 \\times 3$ = ___", "12 squared times 3 = blank"],
    ["Area in $\\text{cm}^2$", "Area in cm squared"],
    ["It costs \\$5", "It costs $5"],
  ])("says %s as %s", (written, said) => {
    expect(speakable(written)).toBe(said);
  });
});
