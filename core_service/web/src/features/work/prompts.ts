/** Where a question's words stand: above its field, or around it as one sentence or one equation. */
import type { Question } from "~/lib/contract";

const EQUATION = /^\s*\$[^$]+=\s*\$\s*$/;

/** "3/8 + 1/4 =", to be finished by the field. */
export function isEquation({ type, question }: Question): boolean {
  return type === "NUMERICAL" && EQUATION.test(question);
}

/** The field stands within the words, so that what to do has its place above them. */
export function holdsItsWords(question: Question): boolean {
  return question.type === "FILL_IN_BLANK" || isEquation(question);
}

/** Then the instructions stand in the card, not beside it. */
export function holdInstructions(questions: readonly Question[]): boolean {
  return questions.length > 0 && questions.every(holdsItsWords);
}
