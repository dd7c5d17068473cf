/** Lessons for a whole class: days, dates and times; what is in the way is named before anything is made (R143). */
import { Chip, Group, NumberInput, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ClassSessionsOrderLimits } from "~/generated/limits";
import type { SessionMode } from "~/lib/contract";
import { asProblem } from "~/lib/problem";
import { fieldError, Form } from "~/ui/form";
import formClasses from "~/ui/form.module.css";
import { PersonSelect } from "~/ui/person-select";
import {
  type ClassSessionsRequest,
  type Member,
  type Plan,
  previewLessons,
  roomsQuery,
  usePlanLessons,
  type SchoolClass,
} from "../api";
import classes from "./classes.module.css";
import { PlanPreview } from "./plan-preview";

type Weekday = ClassSessionsRequest["daysOfWeek"][number];

const WEEKDAYS: readonly { value: Weekday; label: string }[] = [
  { value: "MONDAY", label: "Mon" },
  { value: "TUESDAY", label: "Tue" },
  { value: "WEDNESDAY", label: "Wed" },
  { value: "THURSDAY", label: "Thu" },
  { value: "FRIDAY", label: "Fri" },
  { value: "SATURDAY", label: "Sat" },
  { value: "SUNDAY", label: "Sun" },
];

interface PlanLessonsProps {
  schoolClass: SchoolClass;
  members: readonly Member[];
  today: string;
}

interface Wish extends Omit<ClassSessionsRequest, "tutorId"> {
  tutorId: string | null;
  maxCapacity: number;
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
      error={preview.error && onlyGeneral(preview.error)}
      onSubmit={() => {
        setMissing(complete === null);
        if (complete) preview.mutate(complete);
      }}
    >
      <WishFields
        wish={wish}
        schoolClass={schoolClass}
        onChange={change}
        isTried={missing}
        error={preview.error}
      />
      {plan.data && (
        <p role="status" className={classes.made}>
          {plan.data.sessionIds.length}{" "}
          {plan.data.sessionIds.length === 1 ? "session is" : "sessions are"} planned.
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

interface WishFieldsProps {
  wish: Wish;
  schoolClass: SchoolClass;
  onChange: (over: Partial<Wish>) => void;
  isTried: boolean;
  error: unknown;
}

function WishFields({ wish, schoolClass, onChange, isTried, error }: WishFieldsProps) {
  const rooms = useQuery(roomsQuery);
  const own = (rooms.data ?? []).filter(({ centreId }) => centreId === schoolClass.centreId);
  return (
    <>
      <TextInput
        label="Name"
        value={wish.name}
        maxLength={ClassSessionsOrderLimits.name.maxLength}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        error={isTried && !wish.name.trim() ? "Give it a name" : fieldError(error, "name")}
      />
      <PersonSelect
        label="Tutor"
        kind="TEACHER"
        centreId={schoolClass.centreId}
        value={wish.tutorId}
        onChange={(tutorId) => onChange({ tutorId })}
        error={isTried && !wish.tutorId ? "Choose a tutor" : fieldError(error, "tutorId")}
      />
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
                {label}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
        {isTried && wish.daysOfWeek.length === 0 && <p role="alert">Choose a day</p>}
      </fieldset>
      <div className={formClasses.pair}>
        <DateField label="First day" field="first" {...{ wish, onChange, isTried, error }} />
        <DateField label="Last day" field="last" {...{ wish, onChange, isTried, error }} />
        <DateField label="From" field="startTime" {...{ wish, onChange, isTried, error }} />
        <DateField label="Until" field="endTime" {...{ wish, onChange, isTried, error }} />
      </div>
      <div className={formClasses.pair}>
        <Select
          label="Room"
          placeholder="None"
          clearable
          data={own.map(({ id, name }) => ({ value: id, label: name }))}
          value={wish.roomId ?? null}
          onChange={(roomId) => onChange({ roomId })}
          error={fieldError(error, "roomId")}
        />
        <NumberInput
          label="Places"
          min={ClassSessionsOrderLimits.maxCapacity.minimum}
          max={ClassSessionsOrderLimits.maxCapacity.maximum}
          value={wish.maxCapacity}
          onChange={(value) => onChange({ maxCapacity: Number(value) || 15 })}
          error={fieldError(error, "maxCapacity")}
        />
      </div>
      <SegmentedControl
        aria-label="How it is taught"
        value={wish.sessionMode}
        onChange={(mode) => onChange({ sessionMode: mode as SessionMode })}
        data={[
          { value: "PHYSICAL", label: "In the room" },
          { value: "HYBRID", label: "Hybrid" },
          { value: "VIDEO", label: "Video only" },
        ]}
      />
    </>
  );
}

function DateField({
  label,
  field,
  wish,
  onChange,
  isTried,
  error,
}: Omit<WishFieldsProps, "schoolClass"> & {
  label: string;
  field: "first" | "last" | "startTime" | "endTime";
}) {
  return (
    <TextInput
      type={field === "first" || field === "last" ? "date" : "time"}
      label={label}
      value={wish[field]}
      onChange={(event) => onChange({ [field]: event.currentTarget.value })}
      error={isTried && !wish[field] ? "Needed" : fieldError(error, field)}
    />
  );
}

function aWish({ name }: SchoolClass, today: string): Wish {
  return {
    name,
    tutorId: null,
    daysOfWeek: [],
    first: today,
    last: "",
    startTime: "16:00",
    endTime: "17:30",
    sessionMode: "PHYSICAL",
    roomId: null,
    maxCapacity: 15,
  };
}

/** The wish as the core takes it; null while something is missing. */
function completed({ tutorId, ...wish }: Wish): ClassSessionsRequest | null {
  const { name, daysOfWeek, first, last, startTime, endTime } = wish;
  const isWhole =
    tutorId && name.trim() && daysOfWeek.length > 0 && first && last && startTime && endTime;
  return isWhole ? { ...wish, name: name.trim(), tutorId } : null;
}

/** What stands at a field already is not said again at the foot. */
function onlyGeneral(error: unknown): unknown {
  return asProblem(error).fieldErrors.length > 0 ? null : error;
}
