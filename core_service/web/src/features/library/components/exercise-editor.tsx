/** An exercise being written: questions, answers, difficulty, time; saved with If-Match, published when it can be graded. */
import { Button, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ExerciseRequestLimits } from "~/generated/limits";
import type { Exercise, ExerciseType } from "~/lib/contract";
import type { ProblemError } from "~/lib/problem";
import type { Tagged } from "~/lib/tagged";
import { counted } from "~/lib/wording";
import { checkQuery, exerciseQuery, type Problem, saveExercise } from "../api";
import {
  cleaned,
  type ExerciseForm,
  formOf,
  TYPE_CHOICES,
  withNewQuestion,
  withoutQuestion,
  withQuestion,
} from "../forms";
import { useKeptSaving } from "../use-kept-saving";
import { EditorFrame } from "./editor-frame";
import classes from "./editor.module.css";
import { asChoices, Choice, ForWriters } from "./may-only-read";
import { QuestionEditor } from "./question-editor";

interface ExerciseEditorProps {
  loaded: Tagged<Exercise>;
  userId: string;
  /** Shown, not changed: a tutor, or what belongs to all centres. */
  isReadOnly: boolean;
  /** Above, for the form as it stands: preview and Try it. */
  tools: (form: ExerciseForm) => ReactNode;
}

/** It is saved as it is, published, or taken out of use. */
type Aim = Pick<ExerciseForm, "isActive">;

const CHECK_AFTER_MS = 500;

export function ExerciseEditor({ loaded, userId, isReadOnly, tools }: ExerciseEditorProps) {
  const { id } = loaded.stored;
  const kept = useKeptSaving({
    loaded,
    keptAs: `aetherlearn-exercise/${userId}/${id}`,
    formOf,
    save: (tag, form: ExerciseForm, aim: Aim) =>
      saveExercise(id, tag, cleaned({ ...form, ...aim })),
    query: exerciseQuery(id),
  });
  const { form, change, isChanged, saving } = kept;
  const [settled] = useDebouncedValue(form, CHECK_AFTER_MS);
  const { data: problems = [] } = useQuery({
    ...checkQuery(cleaned(settled)),
    enabled: !isReadOnly,
    placeholderData: (before) => before,
  });
  const at = problemAt(saving.problem, problems);
  return (
    <>
      {tools(form)}
      <EditorFrame
        kept={kept}
        aim={{ isActive: form.isActive }}
        what="this exercise"
        wordsOf={summaryOf}
        state={stateWords(form, isChanged, problems)}
        isReadOnly={isReadOnly}
        acts={
          <Button
            variant="default"
            loading={saving.isPending}
            onClick={() => saving.save({ isActive: !form.isActive })}
          >
            {form.isActive ? "Take out of use" : "Publish"}
          </Button>
        }
      >
        <Head form={form} onChange={change} problemAt={at} />
        <ol className={classes.questions}>
          {form.questions.map((question, index) => (
            <QuestionEditor
              key={index}
              number={index + 1}
              question={question}
              expected={form.expectedAnswers[index] ?? { answer: null }}
              onChange={(changed, expected) => change(withQuestion(form, index, changed, expected))}
              onRemove={() => change(withoutQuestion(form, index))}
              questionProblem={(path) => at(`questions.${index}.${path}`)}
              answerProblem={(path) => at(`expectedAnswers.${index}.${path}`)}
            />
          ))}
        </ol>
        <ForWriters>
          <Button variant="default" onClick={() => change(withNewQuestion(form))}>
            Add a question
          </Button>
        </ForWriters>
      </EditorFrame>
    </>
  );
}

interface HeadProps {
  form: ExerciseForm;
  onChange: (form: ExerciseForm) => void;
  problemAt: (path: string) => string | undefined;
}

const MINUTES = [5, 10, 15, 20, 30, 45, 60];

function Head({ form, onChange, problemAt }: HeadProps) {
  const set = (changed: Partial<ExerciseForm>) => onChange({ ...form, ...changed });
  return (
    <div className={classes.head}>
      <TextInput
        label="Title"
        required
        maxLength={ExerciseRequestLimits.title.maxLength}
        className={classes.wide}
        value={form.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
        error={problemAt("title")}
      />
      <Choice
        label="Type"
        value={form.exerciseType}
        onChange={(type) => set({ exerciseType: type as ExerciseType })}
        error={problemAt("exerciseType")}
        data={TYPE_CHOICES}
      />
      <Choice
        label="Difficulty"
        value={String(form.difficulty)}
        onChange={(difficulty) => set({ difficulty: Number(difficulty) })}
        error={problemAt("difficulty")}
        data={asChoices([1, 2, 3, 4, 5])}
      />
      <Choice
        label="Time limit"
        value={String(form.timeLimit ?? "")}
        onChange={(minutes) => set({ timeLimit: Number(minutes) || null })}
        error={problemAt("timeLimit")}
        data={timeLimits(form.timeLimit)}
      />
      <Choice
        label="Maximum score"
        value={String(form.maxScore)}
        onChange={(score) => set({ maxScore: Number(score) })}
        error={problemAt("maxScore")}
        data={asChoices(Array.from({ length: Math.max(30, form.maxScore) }, (_, at) => at + 1))}
      />
      <Textarea
        label="Instructions"
        autosize
        className={classes.wide}
        maxLength={ExerciseRequestLimits.instructions.maxLength}
        value={form.instructions ?? ""}
        onChange={(event) => set({ instructions: event.currentTarget.value })}
        error={problemAt("instructions")}
      />
      <Textarea
        label="Explanation after marking"
        autosize
        className={classes.wide}
        maxLength={ExerciseRequestLimits.explanation.maxLength}
        value={form.explanation ?? ""}
        onChange={(event) => set({ explanation: event.currentTarget.value })}
        error={problemAt("explanation")}
      />
    </div>
  );
}

function timeLimits(current: number | null) {
  const minutes = [...new Set([...MINUTES, ...(current ? [current] : [])])];
  const choices = minutes.map((each) => ({ value: String(each), label: `${each} min` }));
  return [{ value: "", label: "None" }, ...choices];
}

/** What the last save said counts first, then what the check says of the form as it stands. */
function problemAt(problem: ProblemError | null, checked: readonly Problem[]) {
  return (path: string): string | undefined => {
    const fits = (each: Problem) => each.path === path || each.path.startsWith(`${path}.`);
    const isLeaf = /acceptableVariants$|answer$/.test(path);
    const found = (list: readonly Problem[]) =>
      list.find((each) => (isLeaf ? fits(each) : each.path === path))?.message;
    return found(problem?.fieldErrors ?? []) ?? found(checked);
  };
}

function stateWords(form: ExerciseForm, isChanged: boolean, problems: readonly Problem[]): string {
  const count = problems.length;
  const toMend = counted(count, "thing to mend before publishing", "things to mend");
  const state = form.isActive ? "In use" : "Not published";
  const saved = isChanged ? "not saved yet, kept on this device" : "saved";
  return count > 0 ? `${state}, ${saved}. ${toMend}.` : `${state}, ${saved}.`;
}

function summaryOf(form: ExerciseForm): string {
  const questions = form.questions.map(({ question }, index) => `${index + 1}. ${question}`);
  return [form.title, ...questions].join("\n");
}
