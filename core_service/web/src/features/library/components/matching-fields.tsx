/** The pairs of a matching: each left text with its option; further options have no partner. */
import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useId } from "react";
import { QuestionLimits } from "~/generated/limits";
import { asPairs, optionText, pairsOf } from "../forms";
import { ForWriters } from "./may-only-read";
import type { AnswerFieldsProps } from "./answer-fields";
import classes from "./question-editor.module.css";

export function MatchingFields(props: AnswerFieldsProps) {
  const { question, expected, onChange, questionProblem, answerProblem } = props;
  const id = useId();
  const left = question.left ?? [];
  const right = pairsOf(question, expected);
  const set = (lefts: string[], rights: string[]) => {
    const options = [...new Set([...rights.filter(Boolean), ...extras])].sort();
    onChange(
      { ...question, left: lefts, options },
      { ...expected, answer: asPairs(lefts, rights) },
    );
  };
  const extras = (question.options ?? [])
    .map(optionText)
    .filter((text) => !right.includes(text) && text);
  const replaced = (list: readonly string[], at: number, text: string) =>
    list.map((old, other) => (other === at ? text : old));
  const problem = questionProblem("left") ?? questionProblem("options") ?? answerProblem("answer");
  return (
    <div
      className={classes.answers}
      role="group"
      aria-label="Pairs"
      aria-describedby={problem && `${id}-error`}
    >
      <p className={classes.legend}>Pairs; students see the right side sorted</p>
      {left.map((text, at) => (
        <div key={at} className={classes.line}>
          <TextInput
            aria-label={`Left ${at + 1}`}
            maxLength={QuestionLimits.left.items.maxLength}
            value={text}
            onChange={(event) => set(replaced(left, at, event.currentTarget.value), right)}
            error={questionProblem(`left.${at}`)}
          />
          <TextInput
            aria-label={`Right ${at + 1}`}
            maxLength={QuestionLimits.left.items.maxLength}
            value={right[at] ?? ""}
            onChange={(event) => set([...left], replaced(right, at, event.currentTarget.value))}
          />
          {left.length > 2 && (
            <ForWriters>
              <ActionIcon
                variant="default"
                size={44}
                aria-label={`Remove pair ${at + 1}`}
                onClick={() =>
                  set(
                    left.filter((_, other) => other !== at),
                    right.filter((_, other) => other !== at),
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
        <p id={`${id}-error`} role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      <ForWriters>
        <Button
          className={classes.add}
          variant="subtle"
          onClick={() => set([...left, ""], [...right, ""])}
        >
          Add a pair
        </Button>
      </ForWriters>
    </div>
  );
}
