/** A number as it is expected: how far it may be off, its unit, and other ways to write it. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { QuestionLimits } from "~/generated/limits";
import { asVariants, variantLines } from "../forms";
import { VariantField } from "./blank-fields";
import type { AnswerFieldsProps } from "./answer-fields";
import classes from "./question-editor.module.css";

export function NumberFields(props: AnswerFieldsProps) {
  const { question, expected, onChange, questionProblem, answerProblem } = props;
  const [tolerance, setTolerance] = useState(String(expected.tolerance ?? ""));
  const read = Number(tolerance.replace(",", "."));
  const isNumber = tolerance.trim() === "" || (Number.isFinite(read) && read >= 0);
  const keepTolerance = (text: string) => {
    setTolerance(text);
    const value = Number(text.replace(",", "."));
    const kept = text.trim() !== "" && Number.isFinite(value) ? value : undefined;
    onChange(question, { ...expected, tolerance: kept });
  };
  return (
    <div className={classes.answers}>
      <div className={classes.line}>
        <TextInput
          label="Answer"
          description="2.5, 5/2 or 2 1/2"
          value={String(expected.answer ?? "")}
          onChange={(event) =>
            onChange(question, { ...expected, answer: event.currentTarget.value || null })
          }
          error={answerProblem("answer")}
        />
        <TextInput
          label="May be off by"
          description="0 if left empty"
          inputMode="decimal"
          value={tolerance}
          onChange={(event) => keepTolerance(event.currentTarget.value)}
          error={isNumber ? answerProblem("tolerance") : "A number belongs here"}
        />
        <TextInput
          label="Unit"
          description="cm, kg, %"
          maxLength={QuestionLimits.unit.maxLength}
          value={question.unit ?? ""}
          onChange={(event) => onChange({ ...question, unit: event.currentTarget.value }, expected)}
          error={questionProblem("unit")}
        />
      </div>
      <VariantField
        value={variantLines(expected, 1)[0] ?? ""}
        onChange={(lines) =>
          onChange(question, { ...expected, acceptableVariants: asVariants([lines]) })
        }
        problem={answerProblem("acceptableVariants")}
      />
    </div>
  );
}
