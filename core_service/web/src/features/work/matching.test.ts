import { describe, expect, it } from "vitest";
import { type Matching, pairNumber, pairsOf, touch } from "./matching";

const nothing: Matching = { pairs: {}, held: null };
const paired: Matching = { pairs: { cat: "hat", hen: "pen" }, held: null };

describe("touch", () => {
  it("holds the first thing and pairs it with the second", () => {
    const after = touch(touch(nothing, "left", "cat"), "right", "hat");
    expect(after).toEqual({ pairs: { cat: "hat" }, held: null });
  });

  it("works from the right side too", () => {
    const after = touch(touch(nothing, "right", "hat"), "left", "cat");
    expect(after.pairs).toEqual({ cat: "hat" });
  });

  it("lets go when the same thing is touched again", () => {
    expect(touch(touch(nothing, "left", "cat"), "left", "cat")).toEqual(nothing);
  });

  it("holds another thing of the same side instead", () => {
    expect(touch(touch(nothing, "left", "cat"), "left", "hen").held).toEqual({
      side: "left",
      text: "hen",
    });
  });

  it("takes a pair apart and holds the half that was touched", () => {
    expect(touch(paired, "right", "hat")).toEqual({
      pairs: { hen: "pen" },
      held: { side: "right", text: "hat" },
    });
  });

  it("gives each option to one thing only", () => {
    const after = touch({ ...paired, held: { side: "left", text: "log" } }, "right", "pen");
    expect(after.pairs).toEqual({ cat: "hat", log: "pen" });
  });
});

describe("pairNumber", () => {
  it("is the same on both sides of a pair", () => {
    const lefts = ["cat", "hen"];
    expect([
      pairNumber(lefts, paired.pairs, "left", "hen"),
      pairNumber(lefts, paired.pairs, "right", "pen"),
    ]).toEqual([2, 2]);
  });

  it("is null for what has no partner", () => {
    expect(pairNumber(["cat"], {}, "left", "cat")).toBeNull();
  });
});

describe("pairsOf", () => {
  it("reads an answer, whatever it is", () => {
    expect([pairsOf(null), pairsOf(["x"]), pairsOf({ cat: "hat", hen: null })]).toEqual([
      {},
      {},
      { cat: "hat" },
    ]);
  });
});
