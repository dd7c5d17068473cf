/** Typing a number by a pad or a keyboard: whole, decimal, negative, a fraction or a mixed number. */

type Digit = "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | "0";
export type PadKey = Digit | "-" | "." | "/" | " " | "Backspace";

const LONGEST = 24;
const LONGEST_TYPED = 60;

/** The text after one more key; a key that makes no sense there changes nothing. */
export function pressKey(text: string, key: PadKey): string {
  switch (key) {
    case "Backspace":
      return text.slice(0, -1);
    case "-":
      return text.startsWith("-") ? text.slice(1) : fitting(`-${text}`, text);
    case ".":
      return /[./]/.test(text) || /\s/.test(text) ? text : fitting(`${text}.`, text);
    case "/":
      return /\d$/.test(text) && !/[./]/.test(text) ? fitting(`${text}/`, text) : text;
    case " ":
      return /^-?\d+$/.test(text) ? fitting(`${text} `, text) : text;
    default:
      return fitting(text + key, text);
  }
}

function fitting(changed: string, before: string): string {
  return changed.length > LONGEST ? before : changed;
}

/**
 * What a keyboard or a paste leaves in the field: units, powers of ten, `x > 3` and `2 : 5` are answers too, and the
 * marking reads them.
 */
export function numberText(typed: string): string {
  return typed
    .replace(/[−–]/g, "-")
    .replace(/^\s+/, "")
    .replace(/\s+/g, " ")
    .slice(0, LONGEST_TYPED);
}

interface FractionText {
  whole: string;
  numerator: string;
  denominator: string;
}

/** The parts of `1 3/8` or `3/8`; null for what is no fraction. */
export function fractionText(text: string): FractionText | null {
  const found = /^\s*(?:(-?\d+)\s+)?(-?\d+)\s*\/\s*(\d*)\s*$/.exec(text);
  if (found === null) return null;
  return { whole: found[1] ?? "", numerator: found[2] ?? "", denominator: found[3] ?? "" };
}
