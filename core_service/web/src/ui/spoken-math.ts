/** Puts a text with formulas and gaps into words, for a voice to say. */
import { mathPieces } from "./math-source";

/** Formulas in words, gaps (`___`) as "blank". */
export function speakable(text: string): string {
  return mathPieces(text)
    .map((piece) => (piece.kind === "tex" ? ` ${texInWords(piece.tex)} ` : piece.text))
    .join("")
    .replace(/_{3,}/g, " blank ")
    .replace(/\s+([.,;:?!])/g, "$1")
    .replace(/\s+/g, " ")
    .trim();
}

const GROUP = String.raw`\{((?:[^{}]|\{[^{}]*\})*)\}`;

/** Those with an argument, from the outside in. */
const NESTING: readonly (readonly [RegExp, string])[] = [
  [new RegExp(String.raw`\\[dt]?frac${GROUP}${GROUP}`, "g"), " $1 over $2 "],
  [new RegExp(String.raw`\\sqrt${GROUP}`, "g"), " the square root of $1 "],
  [new RegExp(String.raw`\\(?:text|mathrm)${GROUP}`, "g"), " $1 "],
];

const WORDS: readonly (readonly [RegExp, string])[] = [
  [/\\times|\\cdot/g, " times "],
  [/\\div/g, " divided by "],
  [/\\pm/g, " plus or minus "],
  [/\\pi/g, " pi "],
  [/\\approx/g, " is about "],
  [/\\leq?(?![a-z])/g, " is at most "],
  [/\\geq?(?![a-z])/g, " is at least "],
  [/\\neq/g, " is not "],
  [/\\square|\\Box/g, " blank "],
  [/\^\{?\\circ\}?/g, " degrees "],
  [/\^\{?2\}?(?!\d)/g, " squared "],
  [/\^\{?3\}?(?!\d)/g, " cubed "],
  [new RegExp(String.raw`\^(?:${GROUP}|(\w))`, "g"), " to the power of $1$2 "],
  [/\+/g, " plus "],
  [/-|−/g, " minus "],
  [/=/g, " equals "],
  [/</g, " is less than "],
  [/>/g, " is more than "],
  [/\\%/g, " percent "],
  [/\\[a-zA-Z]+|\\.|[{}~]/g, " "],
];

function texInWords(tex: string): string {
  let words = tex;
  let before = "";
  while (before !== words) {
    before = words;
    words = replaced(words, NESTING);
  }
  return replaced(words, WORDS).trim();
}

function replaced(text: string, rules: readonly (readonly [RegExp, string])[]): string {
  return rules.reduce((changed, [pattern, words]) => changed.replace(pattern, words), text);
}
