import { describe, expect, it } from "vitest";
import { fractionText, numberText, type PadKey, pressKey } from "./number-entry";

const typed = (keys: PadKey[]) => keys.reduce(pressKey, "");

describe("pressKey", () => {
  it.each<[PadKey[], string]>([
    [["1", "2", ".", "5"], "12.5"],
    [["4", "-"], "-4"],
    [["-", "4", "-"], "4"],
    [["3", "/", "8"], "3/8"],
    [["1", " ", "1", "/", "2"], "1 1/2"],
    [["1", "2", "Backspace"], "1"],
  ])("makes of %j the text %s", (keys, text) => expect(typed(keys)).toBe(text));

  it.each<[PadKey[], string]>([
    [["1", ".", "."], "1."],
    [["/"], ""],
    [["1", "/", "2", "/"], "1/2"],
    [["1", "/", "2", "."], "1/2"],
    [[" "], ""],
    [["Backspace"], ""],
  ])("ignores what makes no sense in %j", (keys, text) => expect(typed(keys)).toBe(text));
});

describe("numberText", () => {
  it.each([
    [" −1,250.5  kg", "-1,250.5 kg"],
    ["4.5 × 10^3", "4.5 × 10^3"],
    ["x > 3", "x > 3"],
    ["9".repeat(99), "9".repeat(60)],
  ])("leaves of %j what the marking reads", (typedText, text) =>
    expect(numberText(typedText)).toBe(text),
  );
});

describe("fractionText", () => {
  it.each([
    ["3/8", { whole: "", numerator: "3", denominator: "8" }],
    ["1 3/", { whole: "1", numerator: "3", denominator: "" }],
    ["-2/3", { whole: "", numerator: "-2", denominator: "3" }],
  ])("takes %s apart", (text, parts) => expect(fractionText(text)).toEqual(parts));

  it.each(["", "12", "1.5", "1 2"])("finds no fraction in %j", (text) =>
    expect(fractionText(text)).toBeNull(),
  );
});
