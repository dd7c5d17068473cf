/** The gaps of a sentence, written `___`. */

const BLANK = /_{3,}/;

/** The texts around the gaps: one more than there are gaps. */
export function aroundBlanks(sentence: string): string[] {
  const around = sentence.split(BLANK);
  return around.length > 1 ? around : [sentence, ""];
}

/** A sentence that shows no gap has one after its end. */
export function blankCount(sentence: string): number {
  return aroundBlanks(sentence).length - 1;
}

/** The texts in the gaps, in order. */
export function blankTexts(value: unknown, count: number): string[] {
  const given: unknown[] = Array.isArray(value) ? value : [value];
  return Array.from({ length: count }, (_, place) => {
    const text = given[place];
    return typeof text === "string" || typeof text === "number" ? String(text) : "";
  });
}

/** One gap is answered by a text, several by a list with null where nothing stands. */
export function blanksAnswer(texts: readonly string[]): string | (string | null)[] {
  if (texts.length === 1) return texts[0] ?? "";
  return texts.map((text) => (text === "" ? null : text));
}
