import { describe, expect, it } from "vitest";
import { aroundBlanks, blankCount, blanksAnswer, blankTexts } from "./blanks";

describe("blanks", () => {
  it("cuts a sentence at its gaps, within words too", () => {
    expect(aroundBlanks("I am a c___t and a d___g.")).toEqual(["I am a c", "t and a d", "g."]);
  });

  it("puts a gap behind a sentence that shows none", () => {
    expect(aroundBlanks("The opposite of hot:")).toEqual(["The opposite of hot:", ""]);
  });

  it("leaves a single underscore of a formula alone", () => {
    expect(blankCount("$x_1$ = ___")).toBe(1);
  });

  it("answers one gap by a text and several by a list", () => {
    expect([blanksAnswer(["k"]), blanksAnswer(["2", ""])]).toEqual(["k", ["2", null]]);
  });

  it("reads back what was answered, in as many fields as there are gaps", () => {
    expect(blankTexts(["2", null], 3)).toEqual(["2", "", ""]);
  });
});
