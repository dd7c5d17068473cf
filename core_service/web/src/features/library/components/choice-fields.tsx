/** The options of a choice, and which of them is right. */
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconCheck, IconTrash } from "@tabler/icons-react";
import { useId } from "react";
import { DraftRequestLimits } from "~/generated/limits";
import { optionText, withOptionText } from "../forms";
import { ForWriters, useIsReadOnly } from "./may-only-read";
import type { AnswerFieldsProps } from "./answer-fields";
import classes from "./question-editor.module.css";

const MOST_OPTIONS = 8;

export function ChoiceFields(props: AnswerFieldsProps) {
  const { question, expected, onChange, questionProblem, answerProblem } = props;
  const group = useId();
  const options = question.options ?? [];
  const rename = (at: number, text: string) => {
    const before = optionText(options[at] ?? "");
    const isRight = expected.answer === before && before !== "";
    const renamed = options.map((old, other) => (other === at ? withOptionText(old, text) : old));
    onChange({ ...question, options: renamed }, isRight ? { ...expected, answer: text } : expected);
  };
  const problem = questionProblem("options") ?? answerProblem("answer");
  return (
    <div
      className={classes.answers}
      role="radiogroup"
      aria-label="Options, and the right one"
      aria-describedby={problem && `${group}-error`}
    >
      <p className={classes.legend}>Options, and the right one</p>
      {options.map((option, at) => (
        <div key={at} className={classes.line}>
          <RightOne
            group={group}
            name={`Option ${at + 1} is right`}
            isRight={expected.answer === optionText(option) && optionText(option) !== ""}
            onChoose={() => onChange(question, { ...expected, answer: optionText(option) })}
          />
          <TextInput
            aria-label={`Option ${at + 1}`}
            maxLength={DraftRequestLimits.answers.longestShortText}
            value={optionText(option)}
            onChange={(event) => rename(at, event.currentTarget.value)}
            error={questionProblem(`options.${at}`) ?? questionProblem(`options.${at}.imageAlt`)}
          />
          {options.length > 2 && (
            <ForWriters>
              <ActionIcon
                variant="default"
                size={44}
                aria-label={`Remove option ${at + 1}`}
                onClick={() =>
                  onChange(
                    { ...question, options: options.filter((_, other) => other !== at) },
                    expected,
                  )
                }
              >
                <IconTrash size={18} aria-hidden />
              </ActionIcon>
            </ForWriters>
          )}
        </div>
      ))}
      {problem && (
        <p id={`${group}-error`} role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      {options.length < MOST_OPTIONS && (
        <ForWriters>
          <Button
            className={classes.add}
            variant="subtle"
            onClick={() => onChange({ ...question, options: [...options, ""] }, expected)}
          >
            Add an option
          </Button>
        </ForWriters>
      )}
    </div>
  );
}

interface RightOneProps {
  group: string;
  name: string;
  isRight: boolean;
  onChoose: () => void;
}

function RightOne({ group, name, isRight, onChoose }: RightOneProps) {
  if (useIsReadOnly()) {
    return (
      <span className={classes.radio}>
        {isRight && <IconCheck role="img" aria-label={name} size={22} stroke={2} />}
      </span>
    );
  }
  return (
    <input
      type="radio"
      className={classes.radio}
      name={group}
      aria-label={name}
      checked={isRight}
      onChange={onChoose}
    />
  );
}
