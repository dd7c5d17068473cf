import { describe, expect, it } from "vitest";
import { counted, firstFew, firstName, listed } from "./wording";

describe("wording", () => {
  it("calls people by their first name, also those who have only one", () => {
    expect(["Amina Yusuf", "Amina", ""].map(firstName)).toEqual(["Amina", "Amina", ""]);
  });

  it("says one and many", () => {
    expect([0, 1, 2].map((count) => counted(count, "hand"))).toEqual([
      "0 hands",
      "1 hand",
      "2 hands",
    ]);
    expect(counted(2, "family has", "families have")).toBe("2 families have");
  });

  it("puts a list into words", () => {
    expect([[], ["Maya"], ["Maya", "Ben"], ["Maya", "Ben", "Zoe"]].map(listed)).toEqual([
      "",
      "Maya",
      "Maya and Ben",
      "Maya, Ben and Zoe",
    ]);
  });

  it("says how many more there are than it names", () => {
    const names = ["Maya", "Ben", "Zoe"];
    expect([2, 3].map((most) => firstFew(names, most))).toEqual([
      "Maya, Ben and 1 more",
      "Maya, Ben, Zoe",
    ]);
  });
});
