/** A rubric being written: its place, its criteria with points and what they stand for; nothing typed is lost (R187). */
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { RubricRequestLimits } from "~/generated/limits";
import type { Criterion, ExerciseType, Rubric } from "~/lib/contract";
import { coursesQuery, levelsQuery } from "~/lib/courses";
import { asProblem, type ProblemError } from "~/lib/problem";
import type { Tagged } from "~/lib/tagged";
import { useOnceAct } from "~/lib/use-once-act";
import { useSaving } from "~/lib/use-saving";
import { counted } from "~/lib/wording";
import { EditConflict } from "~/ui/edit-conflict";
import { FormFrame, FormProblem } from "~/ui/form";
import { ASSESSMENT } from "../api";
import { changeRubric, createRubric, type RubricForm, rubricQuery } from "../levels-api";
import { CriterionEditor } from "./criterion-editor";
import classes from "./rubric-editor.module.css";

export const MARKED_TYPES: readonly { value: ExerciseType; label: string }[] = [
  { value: "LONG_ANSWER", label: "Long answer" },
  { value: "SHORT_ANSWER", label: "Short answer" },
  { value: "WORKSHEET", label: "Worksheet" },
];

const NEW_CRITERION: Criterion = { name: "", description: null, maxPoints: 4, levels: [] };

const NEW_RUBRIC: RubricForm = {
  courseId: "",
  level: 1,
  exerciseType: "LONG_ANSWER",
  name: "",
  criteria: [NEW_CRITERION],
};

interface NewRubricProps {
  /** Saved, or given up. */
  onClose: () => void;
}

export function NewRubric({ onClose }: NewRubricProps) {
  const [form, setForm] = useState(NEW_RUBRIC);
  const create = useOnceAct(createRubric, ASSESSMENT);
  return (
    <RubricFields
      form={form}
      onChange={setForm}
      isFixed={false}
      problem={create.error && asProblem(create.error)}
      isSaving={create.isPending}
      onSave={() => create.mutate(form, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

interface StoredRubricProps extends NewRubricProps {
  loaded: Tagged<Rubric>;
}

export function StoredRubric({ loaded, onClose }: StoredRubricProps) {
  const [{ stored, tag }] = useState(loaded);
  const [form, setForm] = useState(() => formOf(stored));
  const saving = useSaving({
    tag,
    save: async (version) => {
      const { name, criteria } = form;
      const changed = await changeRubric(stored.id, version, { name, criteria });
      onClose();
      return changed;
    },
    query: rubricQuery(stored.id),
    makesOld: ASSESSMENT,
    onSettled: (settled) => setForm(formOf(settled)),
  });
  return (
    <RubricFields
      form={form}
      onChange={setForm}
      isFixed
      problem={saving.problem}
      isSaving={saving.isPending}
      onSave={() => saving.save()}
      onClose={onClose}
    >
      {saving.theirs && (
        <EditConflict
          what="this rubric"
          mine={summaryOf(form)}
          theirs={summaryOf(formOf(saving.theirs.stored))}
          onKeepMine={saving.keepMine}
          onTakeTheirs={saving.takeTheirs}
        />
      )}
    </RubricFields>
  );
}

interface RubricFieldsProps {
  form: RubricForm;
  onChange: (form: RubricForm) => void;
  /** A stored rubric stays where it is. */
  isFixed: boolean;
  problem: ProblemError | null;
  isSaving: boolean;
  onSave: () => void;
  onClose: () => void;
  children?: ReactNode;
}

function RubricFields(props: RubricFieldsProps) {
  const { form, onChange, problem, isSaving, onSave, onClose, children } = props;
  const setCriteria = (criteria: Criterion[]) => onChange({ ...form, criteria });
  return (
    <FormFrame className={classes.form} isSaving={isSaving} error={problem} onSubmit={onSave}>
      <Place {...props} />
      <TextInput
        label="Name"
        required
        maxLength={RubricRequestLimits.name.maxLength}
        value={form.name}
        onChange={(event) => onChange({ ...form, name: event.currentTarget.value })}
        error={problem?.fieldError("name")}
      />
      <ol className={classes.criteria} aria-label="Criteria">
        {form.criteria.map((criterion, at) => (
          <CriterionEditor
            key={at}
            criterion={criterion}
            number={at + 1}
            onChange={(changed) =>
              setCriteria(form.criteria.map((old, other) => (other === at ? changed : old)))
            }
            onRemove={() => setCriteria(form.criteria.filter((_, other) => other !== at))}
            problemAt={(path) => problem?.fieldError(`criteria.${at}.${path}`)}
          />
        ))}
      </ol>
      <Button variant="default" onClick={() => setCriteria([...form.criteria, NEW_CRITERION])}>
        Add a line
      </Button>
      {children}
      {problem && <FormProblem error={problem} onRetry={onSave} />}
      <footer>
        <strong>
          {counted(
            form.criteria.reduce((sum, { maxPoints }) => sum + maxPoints, 0),
            "point",
          )}
        </strong>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={isSaving}>
          Save
        </Button>
      </footer>
    </FormFrame>
  );
}

function Place({ form, onChange, isFixed, problem }: RubricFieldsProps) {
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

const formOf = ({ courseId, level, exerciseType, name, criteria }: Rubric): RubricForm => ({
  courseId,
  level,
  exerciseType,
  name,
  criteria,
});

function summaryOf({ name, criteria }: RubricForm): string {
  return [
    name,
    ...criteria.map((each) => `${each.name}: ${counted(each.maxPoints, "point")}`),
  ].join("\n");
}
