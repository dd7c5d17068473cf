/** Lessons for a whole class: days, dates and times; what is in the way is named before anything is made (R143). */
import { Chip, Group, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { complete, type LessonDraft, NEW_LESSON, type Weekday, WEEKDAYS } from "~/lib/lesson-draft";
import { counted } from "~/lib/wording";
import { fieldError, Form } from "~/ui/form";
import formClasses from "~/ui/form.module.css";
import { LessonFields } from "~/ui/lesson-fields";
import {
  type ClassSessionsRequest,
  type Member,
  type Plan,
  previewLessons,
  type SchoolClass,
  usePlanLessons,
} from "../api";
import classes from "./classes.module.css";
import { PlanPreview } from "./plan-preview";

interface PlanLessonsProps {
  schoolClass: SchoolClass;
  members: readonly Member[];
  today: string;
}

interface Wish extends LessonDraft {
  daysOfWeek: Weekday[];
  first: string;
  last: string;
}

export function PlanLessons({ schoolClass, members, today }: PlanLessonsProps) {
  const [wish, setWish] = useState<Wish>(() => aWish(schoolClass, today));
  const [missing, setMissing] = useState(false);
  const preview = useMutation({
    mutationFn: (wanted: ClassSessionsRequest) => previewLessons(schoolClass.id, wanted),
  });
  const plan = usePlanLessons(schoolClass.id);
  const change = (over: Partial<Wish>) => {
    setWish({ ...wish, ...over });
    preview.reset();
    plan.reset();
  };
  const complete = completed(wish);
  return (
    <Form
      submit="Preview"
      isSaving={preview.isPending}
      error={preview.error}
      onSubmit={() => {
        setMissing(complete === null);
        if (complete) preview.mutate(complete);
      }}
    >
      <LessonFields
        draft={wish}
        centreId={schoolClass.centreId}
        onChange={change}
        isTried={missing}
        error={preview.error}
      >
        <DayFields wish={wish} onChange={change} isTried={missing} error={preview.error} />
      </LessonFields>
      {plan.data && (
        <p role="status" className={classes.made}>
          {counted(plan.data.sessionIds.length, "session is", "sessions are")} planned.
        </p>
      )}
      {preview.data && complete && (
        <PlanPreview
          plan={preview.data as Plan}
          members={members}
          isPlanning={plan.isPending}
          error={plan.error}
          onPlan={() => plan.mutate(complete, { onSuccess: preview.reset })}
        />
      )}
    </Form>
  );
}

interface DayFieldsProps {
  wish: Wish;
  onChange: (over: Partial<Wish>) => void;
  isTried: boolean;
  error: unknown;
}

function DayFields(props: DayFieldsProps) {
  const { wish, onChange, isTried } = props;
  return (
    <>
      <fieldset className={classes.days}>
        <legend>Days</legend>
        <Chip.Group
          multiple
          value={wish.daysOfWeek}
          onChange={(days) => onChange({ daysOfWeek: days as Weekday[] })}
        >
          <Group gap="xs">
            {WEEKDAYS.map(({ value, label }) => (
              <Chip key={value} value={value}>
                {label.slice(0, 3)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        {isTried && wish.daysOfWeek.length === 0 && <p role="alert">Choose a day</p>}
      </fieldset>
      <div className={formClasses.pair}>
        <DateField label="First day" field="first" {...props} />
        <DateField label="Last day" field="last" {...props} />
      </div>
    </>
  );
}

interface DateFieldProps extends DayFieldsProps {
  label: string;
  field: "first" | "last";
}

function DateField({ label, field, wish, onChange, isTried, error }: DateFieldProps) {
  return (
    <TextInput
      type="date"
      label={label}
      value={wish[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
      error={isTried && !wish[field] ? "Needed" : fieldError(error, field)}
    />
  );
}

const aWish = ({ name }: SchoolClass, today: string): Wish => ({
  ...NEW_LESSON,
  name,
  daysOfWeek: [],
  first: today,
  last: "",
});

/** The wish as the core takes it; null while something is missing. */
function completed(wish: Wish): ClassSessionsRequest | null {
  const { daysOfWeek, first, last } = wish;
  return daysOfWeek.length > 0 && first && last ? complete(wish) : null;
}
