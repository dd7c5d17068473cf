/** What fills each blank, and what else is right there. */
import { Textarea, TextInput } from "@mantine/core";
import { DraftRequestLimits } from "~/generated/limits";
import { asBlankAnswer, asVariants, blankAnswers, variantLines } from "../forms";
import type { AnswerFieldsProps } from "./answer-fields";
import classes from "./question-editor.module.css";

export function BlankFields({ question, expected, onChange, answerProblem }: AnswerFieldsProps) {
  const texts = blankAnswers(question, expected);
  const variants = variantLines(expected, texts.length);
  const setText = (at: number, text: string) =>
    onChange(question, {
      ...expected,
      answer: asBlankAnswer(texts.map((old, other) => (other === at ? text : old))),
    });
  const setVariants = (at: number, lines: string) =>
    onChange(question, {
      ...expected,
      acceptableVariants: asVariants(variants.map((old, other) => (other === at ? lines : old))),
    });
  return (
    <div className={classes.answers}>
      {texts.map((text, at) => (
        <div key={at} className={classes.line}>
          <TextInput
            label={texts.length === 1 ? "Answer" : `Blank ${at + 1}`}
            maxLength={DraftRequestLimits.answers.longestShortText}
            value={text}
            onChange={(event) => setText(at, event.currentTarget.value)}
            error={at === 0 ? answerProblem("answer") : answerProblem(`answer.${at}`)}
          />
          <VariantField
            value={variants[at] ?? ""}
            onChange={(lines) => setVariants(at, lines)}
            problem={answerProblem("acceptableVariants")}
          />
        </div>
      ))}
    </div>
  );
}

interface VariantFieldProps {
  value: string;
  onChange: (lines: string) => void;
  problem?: string;
}

/** One line for each answer that is right too; kept as typed while the field has the focus. */
export function VariantField({ value, onChange, problem }: VariantFieldProps) {
  return (
    <Textarea
      label="Right too, one per line"
      autosize
      key={value === "" ? "empty" : "filled"}
      defaultValue={value}
      onBlur={(event) => onChange(event.currentTarget.value)}
      error={problem}
    />
  );
}
