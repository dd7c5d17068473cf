import { describe, expect, it } from "vitest";
import { mathPieces, plainMath } from "./math-source";

describe("mathPieces", () => {
  it("cuts a text at its dollar signs", () => {
    expect(mathPieces("What is $\\frac{3}{8}$ of 16?")).toEqual([
      { kind: "text", text: "What is " },
      { kind: "tex", tex: "\\frac{3}{8}" },
      { kind: "text", text: " of 16?" },
    ]);
  });

  it.each([
    ["$$x^2$$", "x^2"],
    ["\\(x^2\\)", "x^2"],
    ["\\[ x^2 \\]", " x^2 "],
    ["$\\$5$", "\\$5"],
    ["$3$", "3"],
  ])("finds the formula in %s", (source, tex) => {
    expect(mathPieces(source)).toEqual([{ kind: "tex", tex }]);
  });

  it.each([
    "Tom has $5 and Ann has $3 more.",
    "Apples cost $1.25, pears $2.50-$3.00.",
    "$ 5 and $ 3",
    "Between $5 and 6 $ there is no formula",
    "$$",
  ])("leaves the money in %s", (source) => {
    expect(mathPieces(source)).toEqual([{ kind: "text", text: source }]);
  });

  it("finds a formula beside money", () => {
    expect(mathPieces("For $5 you get $x$ pens at $1 each")).toEqual([
      { kind: "text", text: "For $5 you get " },
      { kind: "tex", tex: "x" },
      { kind: "text", text: " pens at $1 each" },
    ]);
  });

  it("leaves escaped and unpaired dollar signs as they are", () => {
    expect(mathPieces("It costs \\$5 or $6")).toEqual([
      { kind: "text", text: "It costs $5 or $6" },
    ]);
  });
});

describe("plainMath", () => {
  it.each([
    ["$\\frac{3}{8} + \\frac{1}{4}$", "3/8 + 1/4"],
    ["Area of $4 \\times 3$ cm", "Area of 4 × 3 cm"],
    ["$x^2 \\leq 9$", "x² ≤ 9"],
    ["$90^\\circ$", "90°"],
    ["$5^5$ and $a^{10} \\div a^2 = a^n$", "5⁵ and a¹⁰ ÷ a² = aⁿ"],
    ["$\\text{H}_2\\text{O}$", "H₂O"],
    ["$2^{3x}$ and $x_y$", "2^(3x) and x_y"],
    ["$50\\%$ of 8", "50% of 8"],
    ["$7 = ___3$ and $5\\_2$", "7 = ___3 and 5_2"],
  ])("reads %s as %s", (source, plain) => {
    expect(plainMath(source)).toBe(plain);
  });
});
