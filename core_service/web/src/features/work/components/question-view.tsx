/** One question: its words, its voice, and the field that fits its type. */
import type { ComponentType } from "react";
import type { ExerciseType, Question } from "~/lib/contract";
import { useAgeTier } from "~/ui/age-tier";
import { ChildText } from "~/ui/child-text";
import { holdsItsWords } from "../prompts";
import { FillInBlank } from "./fill-in-blank";
import { HOW_TO_MATCH, Matching } from "./matching";
import { MultipleChoice } from "./multiple-choice";
import { Numerical } from "./numerical";
import classes from "./question-view.module.css";
import { asOption, type RendererProps } from "./renderer";
import { Speaker } from "./speaker";
import { WorksheetTask } from "./worksheet";
import { WrittenAnswer } from "./written-answer";

const RENDERERS: Readonly<Record<ExerciseType, ComponentType<RendererProps>>> = {
  MULTIPLE_CHOICE: MultipleChoice,
  FILL_IN_BLANK: FillInBlank,
  NUMERICAL: Numerical,
  MATCHING: Matching,
  SHORT_ANSWER: WrittenAnswer,
  LONG_ANSWER: WrittenAnswer,
  WORKSHEET: WorksheetTask,
};

/** The question with its options; for the youngest each option has a voice of its own, and hints are said only. */
function spokenWords({ type, question, speech, options }: Question, isEarly: boolean): string {
  const prompt = speech ?? question;
  if (isEarly && type === "MATCHING") return `${prompt} … ${HOW_TO_MATCH}`;
  if (isEarly || !options?.length) return prompt;
  const choices = options.map(asOption).map((option) => option.speech ?? option.text);
  return `${prompt} … ${choices.join(", … ")}`;
}

interface QuestionViewProps extends RendererProps {
  /** Stands above a question that has no words of its own there. */
  instructions: string | null;
}

export function QuestionView({ instructions, ...props }: QuestionViewProps) {
  const { question, labelledBy } = props;
  const Renderer = RENDERERS[question.type];
  const isEarly = useAgeTier() === "EARLY";
  const isBare = holdsItsWords(question);
  return (
    <div className={classes.question} data-type={question.type}>
      <div className={classes.prompt} data-bare={isBare && instructions === null}>
        {!isBare && (
          <h2 id={labelledBy}>
            <ChildText>{question.question}</ChildText>
          </h2>
        )}
        {isBare && instructions !== null && (
          <p>
            <ChildText>{instructions}</ChildText>
          </p>
        )}
        <Speaker text={spokenWords(question, isEarly)} what="the question" kind="prompt" />
      </div>
      {question.image && (
        <img className={classes.image} src={question.image} alt={question.imageAlt ?? ""} />
      )}
      <Renderer {...props} />
    </div>
  );
}
