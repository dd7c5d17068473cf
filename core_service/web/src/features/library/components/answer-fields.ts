/** What the fields for a question's answer are given, whatever its type. */
import type { ExpectedAnswer, Question } from "~/lib/contract";

export interface AnswerFieldsProps {
  question: Question;
  expected: ExpectedAnswer;
  onChange: (question: Question, expected: ExpectedAnswer) => void;
  /** What is wrong at a path below the question or its answer: "options", "answer". */
  questionProblem: (path: string) => string | undefined;
  answerProblem: (path: string) => string | undefined;
}
