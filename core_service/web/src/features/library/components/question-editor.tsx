/** One question with its answers: the fields that its type needs, with what the API says is wrong beside each. */
import { ActionIcon, Textarea, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { QuestionLimits } from "~/generated/limits";
import type { ExerciseType, Question } from "~/lib/contract";
import { emptyQuestion, TYPE_CHOICES } from "../forms";
import type { AnswerFieldsProps } from "./answer-fields";
import { BlankFields } from "./blank-fields";
import { ChoiceFields } from "./choice-fields";
import { MatchingFields } from "./matching-fields";
import { asChoices, Choice, ForWriters } from "./may-only-read";
import { NumberFields } from "./number-fields";
import classes from "./question-editor.module.css";

interface QuestionEditorProps extends AnswerFieldsProps {
  number: number;
  onRemove: () => void;
}

const MOST_POINTS = 10;

const pointChoices = (most: number) => asChoices(Array.from({ length: most }, (_, at) => at + 1));

export function QuestionEditor(props: QuestionEditorProps) {
  const { number, question, expected, onChange, questionProblem, onRemove } = props;
  const set = (change: Partial<Question>) => onChange({ ...question, ...change }, expected);
  const setType = (type: ExerciseType) =>
    onChange({ ...emptyQuestion(type), question: question.question }, { answer: null });
  return (
    <li className={classes.question} aria-label={`Question ${number}`}>
      <div className={classes.fields}>
        <div className={classes.line}>
          <Choice
            label={`Question ${number}`}
            value={question.type}
            onChange={(type) => setType(type as ExerciseType)}
            error={questionProblem("type")}
            data={TYPE_CHOICES}
          />
          <Choice
            label="Points"
            className={classes.points}
            value={String(question.points ?? 1)}
            onChange={(points) => set({ points: Number(points) })}
            error={questionProblem("points")}
            data={pointChoices(Math.max(MOST_POINTS, question.points ?? 1))}
          />
          <ForWriters>
            <ActionIcon
              variant="default"
              size={44}
              aria-label={`Remove question ${number}`}
              onClick={onRemove}
            >
              <IconTrash size={18} aria-hidden />
            </ActionIcon>
          </ForWriters>
        </div>
        <Textarea
          label="Words"
          description={WORD_HINTS[question.type]}
          autosize
          maxLength={QuestionLimits.question.maxLength}
          value={question.question}
          onChange={(event) => set({ question: event.currentTarget.value })}
          error={questionProblem("question")}
        />
        <AnswerFields {...props} />
        <Extras {...props} />
      </div>
    </li>
  );
}

const WORD_HINTS: Partial<Record<ExerciseType, string>> = {
  FILL_IN_BLANK: "Three underscores make a blank: A ___ barks. Without any, it follows the text.",
  NUMERICAL: "A formula stands between dollar signs: $\\frac{1}{2}$. Money needs nothing.",
};

function AnswerFields(props: AnswerFieldsProps) {
  switch (props.question.type) {
    case "MULTIPLE_CHOICE":
      return <ChoiceFields {...props} />;
    case "FILL_IN_BLANK":
      return <BlankFields {...props} />;
    case "NUMERICAL":
      return <NumberFields {...props} />;
    case "MATCHING":
      return <MatchingFields {...props} />;
    case "SHORT_ANSWER":
    case "LONG_ANSWER":
    case "WORKSHEET":
      return <ModelAnswer {...props} />;
  }
}

function ModelAnswer({ question, expected, onChange, answerProblem }: AnswerFieldsProps) {
  return (
    <Textarea
      label="What a good answer holds"
      description="For whoever marks it; students never see it."
      autosize
      value={typeof expected.answer === "string" ? expected.answer : ""}
      onChange={(event) =>
        onChange(question, { ...expected, answer: event.currentTarget.value || null })
      }
      error={answerProblem("answer")}
    />
  );
}

function Extras(props: AnswerFieldsProps) {
  const { question, expected, onChange, questionProblem, answerProblem } = props;
  const explanation = answerProblem("explanation");
  const hasProblem =
    explanation || ["speech", "image", "imageAlt"].some((path) => questionProblem(path));
  return (
    <details className={classes.extras} open={Boolean(hasProblem) || undefined}>
      <summary>Reading aloud, picture, explanation</summary>
      <Textarea
        label="Read aloud as"
        description="Needed where the words hold a formula."
        autosize
        value={question.speech ?? ""}
        onChange={(event) => onChange({ ...question, speech: event.currentTarget.value }, expected)}
        error={questionProblem("speech")}
      />
      <TextInput
        label="Picture"
        value={question.image ?? ""}
        onChange={(event) => onChange({ ...question, image: event.currentTarget.value }, expected)}
        error={questionProblem("image")}
      />
      <TextInput
        label="The picture in words"
        value={question.imageAlt ?? ""}
        onChange={(event) =>
          onChange({ ...question, imageAlt: event.currentTarget.value }, expected)
        }
        error={questionProblem("imageAlt")}
      />
      <Textarea
        label="Explanation after marking"
        autosize
        value={expected.explanation ?? ""}
        onChange={(event) =>
          onChange(question, { ...expected, explanation: event.currentTarget.value })
        }
        error={explanation}
      />
    </details>
  );
}
