/** Words that assessors write again and again; `name` is the student's first name. */
export const PHRASES: readonly string[] = [
  "Show each step.",
  "Check by drawing.",
  "Read the question again.",
  "Good thinking, say why.",
  "Look at your spelling.",
  "Finish your last sentence.",
];

/** A phrase at the end of what is written, with one space between. */
export function withPhrase(text: string, phrase: string): string {
  const before = text.trimEnd();
  return before === "" ? phrase : `${before} ${phrase}`;
}
