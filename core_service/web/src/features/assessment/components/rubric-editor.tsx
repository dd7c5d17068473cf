/** A rubric being written: its place, its criteria with points and what they stand for; nothing typed is lost (R187). */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { RubricRequestLimits } from "~/generated/limits";
import type { Criterion, ExerciseType, Rubric } from "~/lib/contract";
import { asProblem } from "~/lib/problem";
import { EditConflict } from "~/ui/edit-conflict";
import { FormFrame, FormProblem } from "~/ui/form";
import { coursesQuery, levelsQuery } from "../api";
import {
  changeRubric,
  createRubric,
  readRubric,
  type RubricForm,
  type TaggedRubric,
} from "../levels-api";
import { CriterionEditor } from "./criterion-editor";
import classes from "./rubric-editor.module.css";

export const MARKED_TYPES: readonly { value: ExerciseType; label: string }[] = [
  { value: "LONG_ANSWER", label: "Long answer" },
  { value: "SHORT_ANSWER", label: "Short answer" },
  { value: "WORKSHEET", label: "Worksheet" },
];

interface RubricEditorProps {
  /** Null for a new one. */
  stored: TaggedRubric | null;
  onSaved: (rubric: Rubric) => void;
  onClose: () => void;
}

const NEW_CRITERION: Criterion = { name: "", description: null, maxPoints: 4, levels: [] };

export function RubricEditor({ stored, onSaved, onClose }: RubricEditorProps) {
  const queries = useQueryClient();
  const [tag, setTag] = useState(stored?.tag ?? null);
  const [form, setForm] = useState<RubricForm>(() => formOf(stored?.rubric ?? null));
  const [theirs, setTheirs] = useState<TaggedRubric | null>(null);
  const save = useMutation({
    mutationFn: (ifMatch: string | null) =>
      stored === null
        ? createRubric(form)
        : changeRubric(stored.rubric.id, ifMatch, { name: form.name, criteria: form.criteria }),
    onSuccess: (rubric) => {
      void queries.invalidateQueries({ queryKey: ["assessment"] });
      onSaved(rubric);
    },
    onError: async (error) => {
      if (stored !== null && asProblem(error).status === 412) {
        setTheirs(await readRubric(stored.rubric.id));
      }
    },
  });
  const problem = save.error === null || theirs !== null ? null : asProblem(save.error);
  const setCriterion = (at: number, criterion: Criterion) =>
    setForm({ ...form, criteria: form.criteria.map((old, i) => (i === at ? criterion : old)) });
  const send = () => save.mutate(tag);
  const takeTheirs = (taken: TaggedRubric) => {
    setForm(formOf(taken.rubric));
    setTag(taken.tag);
    setTheirs(null);
    save.reset();
  };
  return (
    <FormFrame className={classes.form} isSaving={save.isPending} error={problem} onSubmit={send}>
      <Place form={form} onChange={setForm} isFixed={stored !== null} problem={problem} />
      <TextInput
        label="Name"
        required
        maxLength={RubricRequestLimits.name.maxLength}
        value={form.name}
        onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
        error={problem?.fieldError("name")}
      />
      <ol className={classes.criteria} aria-label="Criteria">
        {form.criteria.map((criterion, at) => (
          <CriterionEditor
            key={at}
            criterion={criterion}
            number={at + 1}
            onChange={(changed) => setCriterion(at, changed)}
            onRemove={() =>
              setForm({ ...form, criteria: form.criteria.filter((_, other) => other !== at) })
            }
            problemAt={(path) => problem?.fieldError(`criteria.${at}.${path}`)}
          />
        ))}
      </ol>
      <Button
        variant="default"
        onClick={() => setForm({ ...form, criteria: [...form.criteria, NEW_CRITERION] })}
      >
        Add a line
      </Button>
      {theirs && (
        <EditConflict
          what="this rubric"
          mine={summaryOf(form)}
          theirs={summaryOf(formOf(theirs.rubric))}
          onKeepMine={() => {
            setTag(theirs.tag);
            setTheirs(null);
            save.mutate(theirs.tag);
          }}
          onTakeTheirs={() => takeTheirs(theirs)}
        />
      )}
      {problem && <FormProblem error={problem} onRetry={send} />}
      <footer>
        <strong>{form.criteria.reduce((sum, { maxPoints }) => sum + maxPoints, 0)} points</strong>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={save.isPending}>
          Save
        </Button>
      </footer>
    </FormFrame>
  );
}

interface PlaceProps {
  form: RubricForm;
  onChange: (form: RubricForm) => void;
  /** A stored rubric stays where it is. */
  isFixed: boolean;
  problem: ReturnType<typeof asProblem> | null;
}

function Place({ form, onChange, isFixed, problem }: PlaceProps) {
  const { data: courses = [] } = useQuery(coursesQuery);
  const { data: levels = [] } = useQuery(levelsQuery);
  return (
    <div className={classes.place}>
      <NativeSelect
        label="Course"
        required
        disabled={isFixed}
        value={form.courseId}
        onChange={(event) => onChange({ ...form, courseId: event.currentTarget.value })}
        error={problem?.fieldError("courseId")}
        data={[
          { value: "", label: "Choose" },
          ...courses.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <NativeSelect
        label="Level"
        disabled={isFixed}
        value={String(form.level)}
        onChange={(event) => onChange({ ...form, level: Number(event.currentTarget.value) })}
        error={problem?.fieldError("level")}
        data={levels.map(({ level, label }) => ({ value: String(level), label }))}
      />
      <NativeSelect
        label="Type of work"
        disabled={isFixed}
        value={form.exerciseType}
        onChange={(event) =>
          onChange({ ...form, exerciseType: event.currentTarget.value as ExerciseType })
        }
        error={problem?.fieldError("exerciseType")}
        data={[...MARKED_TYPES]}
      />
    </div>
  );
}

function formOf(rubric: Rubric | null): RubricForm {
  if (rubric === null) {
    return {
      courseId: "",
      level: 1,
      exerciseType: "LONG_ANSWER",
      name: "",
      criteria: [NEW_CRITERION],
    };
  }
  const { courseId, level, exerciseType, name, criteria } = rubric;
  return { courseId, level, exerciseType, name, criteria };
}

function summaryOf({ name, criteria }: RubricForm): string {
  return [name, ...criteria.map((each) => `${each.name}: ${each.maxPoints} points`)].join("\n");
}
