/** What every kind of question gets and gives. */
import type { Question, QuestionOption } from "~/lib/contract";
import type { AnswerValue } from "../answers";

export interface RendererProps {
  question: Question;
  value: AnswerValue | undefined;
  onAnswer: (value: AnswerValue) => void;
  /** The id of the element that holds the question's words. */
  labelledBy: string;
}

export function asOption(option: string | QuestionOption): QuestionOption {
  return typeof option === "string" ? { text: option } : option;
}
