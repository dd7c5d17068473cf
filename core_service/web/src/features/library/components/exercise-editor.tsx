/** An exercise being written: questions, answers, difficulty, time; saved with If-Match, published when it can be graded. */
import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ExerciseRequestLimits } from "~/generated/limits";
import type { ExerciseType } from "~/lib/contract";
import { asProblem, type ProblemError } from "~/lib/problem";
import type { Tagged } from "~/lib/tagged";
import { EditConflict } from "~/ui/edit-conflict";
import { FootBar } from "~/ui/page-foot";
import { InlineProblem } from "~/ui/state-view";
import { checkQuery, exerciseQuery, libraryKey, type Problem, saveExercise } from "../api";
import {
  type AuthoredExercise,
  cleaned,
  type ExerciseForm,
  formOf,
  TYPE_WORDS,
  withNewQuestion,
  withoutQuestion,
  withQuestion,
} from "../forms";
import { useKeptForm } from "../kept-form";
import classes from "./editor.module.css";
import { QuestionEditor } from "./question-editor";

interface ExerciseEditorProps {
  loaded: Tagged<AuthoredExercise>;
  userId: string;
  /** Shown, not changed: a tutor, or what belongs to all centres. */
  isReadOnly: boolean;
  /** The form as it stands, for preview and Try it. */
  onForm: (form: ExerciseForm) => void;
}

const CHECK_AFTER_MS = 500;

export function ExerciseEditor({ loaded, userId, isReadOnly, onForm }: ExerciseEditorProps) {
  const queries = useQueryClient();
  const { stored } = loaded;
  const [tag, setTag] = useState(loaded.tag);
  const [theirs, setTheirs] = useState<Tagged<AuthoredExercise> | null>(null);
  const key = `aetherlearn-exercise/${userId}/${stored.id}`;
  const { form, isChanged, change, settle } = useKeptForm(key, formOf(stored));
  const [settled] = useDebouncedValue(form, CHECK_AFTER_MS);
  const { data: problems = [] } = useQuery({
    ...checkQuery(cleaned(settled)),
    enabled: !isReadOnly,
    placeholderData: (before) => before,
  });
  const save = useMutation({
    mutationFn: (how: { isActive: boolean; tag: string | null }) =>
      saveExercise(stored.id, how.tag, cleaned({ ...form, isActive: how.isActive })),
    onSuccess: async (saved) => {
      settle(formOf(saved));
      setTheirs(null);
      const fresh = await queries.fetchQuery({ ...exerciseQuery(stored.id), staleTime: 0 });
      setTag(fresh.tag);
      void queries.invalidateQueries({ queryKey: [...libraryKey, "outline"] });
    },
    onError: async (error) => {
      if (asProblem(error).status !== 412) return;
      setTheirs(await queries.fetchQuery({ ...exerciseQuery(stored.id), staleTime: 0 }));
    },
  });
  const edit = (changed: ExerciseForm) => {
    change(changed);
    onForm(changed);
  };
  const problem = save.error === null || theirs !== null ? null : asProblem(save.error);
  const at = problemAt(problem, problems);
  return (
    <div className={classes.editor}>
      <Head form={form} onChange={edit} isReadOnly={isReadOnly} problemAt={at} />
      <ol className={classes.questions}>
        {form.questions.map((question, index) => (
          <QuestionEditor
            key={index}
            number={index + 1}
            question={question}
            expected={form.expectedAnswers[index] ?? { answer: null }}
            isReadOnly={isReadOnly}
            onChange={(changed, expected) => edit(withQuestion(form, index, changed, expected))}
            onRemove={() => edit(withoutQuestion(form, index))}
            questionProblem={(path) => at(`questions.${index}.${path}`)}
            answerProblem={(path) => at(`expectedAnswers.${index}.${path}`)}
          />
        ))}
      </ol>
      {!isReadOnly && (
        <Button variant="default" onClick={() => edit(withNewQuestion(form))}>
          Add a question
        </Button>
      )}
      {theirs && (
        <EditConflict
          what="this exercise"
          mine={summaryOf(form)}
          theirs={summaryOf(formOf(theirs.stored))}
          onKeepMine={() =>
            save.mutate({ isActive: form.isActive, ...save.variables, tag: theirs.tag })
          }
          onTakeTheirs={() => {
            settle(formOf(theirs.stored));
            onForm(formOf(theirs.stored));
            setTag(theirs.tag);
            setTheirs(null);
            save.reset();
          }}
        />
      )}
      {problem && <InlineProblem error={problem} />}
      {!isReadOnly && (
        <FootBar label="Saving">
          <p role="status">{stateWords(form, isChanged, problems)}</p>
          <Button
            variant="default"
            loading={save.isPending}
            onClick={() => save.mutate({ isActive: !form.isActive, tag })}
          >
            {form.isActive ? "Take out of use" : "Publish"}
          </Button>
          <Button
            loading={save.isPending}
            onClick={() => save.mutate({ isActive: form.isActive, tag })}
          >
            Save
          </Button>
        </FootBar>
      )}
    </div>
  );
}

interface HeadProps {
  form: ExerciseForm;
  onChange: (form: ExerciseForm) => void;
  isReadOnly: boolean;
  problemAt: (path: string) => string | undefined;
}

function Head({ form, onChange, isReadOnly, problemAt }: HeadProps) {
  const set = (changed: Partial<ExerciseForm>) => onChange({ ...form, ...changed });
  const minutes = ["", 5, 10, 15, 20, 30, 45, 60, form.timeLimit ?? ""];
  return (
    <fieldset className={classes.head} disabled={isReadOnly}>
      <TextInput
        label="Title"
        required
        maxLength={ExerciseRequestLimits.title.maxLength}
        className={classes.wide}
        value={form.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
        error={problemAt("title")}
      />
      <NativeSelect
        label="Type"
        value={form.exerciseType}
        onChange={(event) => set({ exerciseType: event.currentTarget.value as ExerciseType })}
        error={problemAt("exerciseType")}
        data={Object.entries(TYPE_WORDS).map(([value, label]) => ({ value, label }))}
      />
      <NativeSelect
        label="Difficulty"
        value={String(form.difficulty)}
        onChange={(event) => set({ difficulty: Number(event.currentTarget.value) })}
        data={["1", "2", "3", "4", "5"]}
      />
      <NativeSelect
        label="Time limit"
        value={String(form.timeLimit ?? "")}
        onChange={(event) => set({ timeLimit: Number(event.currentTarget.value) || null })}
        data={[...new Set(minutes)].map((each) => ({
          value: String(each),
          label: each === "" ? "None" : `${each} min`,
        }))}
      />
      <NativeSelect
        label="Maximum score"
        value={String(form.maxScore)}
        onChange={(event) => set({ maxScore: Number(event.currentTarget.value) })}
        error={problemAt("maxScore")}
        data={Array.from({ length: Math.max(30, form.maxScore) }, (_, step) => String(step + 1))}
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
      />
    </fieldset>
  );
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
  const toMend = count === 1 ? "1 thing to mend before publishing" : `${count} things to mend`;
  const state = form.isActive ? "In use" : "Not published";
  const saved = isChanged ? "not saved yet, kept on this device" : "saved";
  return count > 0 ? `${state}, ${saved}. ${toMend}.` : `${state}, ${saved}.`;
}

function summaryOf(form: ExerciseForm): string {
  const questions = form.questions.map(({ question }, index) => `${index + 1}. ${question}`);
  return [form.title, ...questions].join("\n");
}
