/** Matching by touch: one thing, then its partner; each thing has one partner at most. */

export type Side = "left" | "right";

export interface Held {
  side: Side;
  text: string;
}

export interface Matching {
  /** From the text on the left to its option. */
  pairs: Readonly<Record<string, string>>;
  /** Touched and waiting for a partner. */
  held: Held | null;
}

export function pairsOf(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return {};
  const chosen = Object.entries(value).filter(([, option]) => typeof option === "string");
  return Object.fromEntries(chosen) as Record<string, string>;
}

/** The pairs and what is held after a touch. Touching half of a pair takes the pair apart and holds that half. */
export function touch(matching: Matching, side: Side, text: string): Matching {
  const { pairs, held } = matching;
  if (held?.side === side && held.text === text) return { pairs, held: null };
  if (held === null || held.side === side) {
    return { pairs: without(pairs, side, text), held: { side, text } };
  }
  const [left, option] = side === "left" ? [text, held.text] : [held.text, text];
  const free = without(without(pairs, "left", left), "right", option);
  return { pairs: { ...free, [left]: option }, held: null };
}

function without(
  pairs: Readonly<Record<string, string>>,
  side: Side,
  text: string,
): Record<string, string> {
  const kept = Object.entries(pairs).filter(([left, option]) =>
    side === "left" ? left !== text : option !== text,
  );
  return Object.fromEntries(kept);
}

/** Which pair a thing belongs to, counted from 1 in the order of the left side; null without a partner. */
export function pairNumber(
  lefts: readonly string[],
  pairs: Readonly<Record<string, string>>,
  side: Side,
  text: string,
): number | null {
  const left = side === "left" ? text : lefts.find((each) => pairs[each] === text);
  if (left === undefined || pairs[left] === undefined) return null;
  return lefts.indexOf(left) + 1;
}
