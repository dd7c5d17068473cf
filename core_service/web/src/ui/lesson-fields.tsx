/** The fields of a lesson: name, tutor, times, room, places, mode; the core's words stand at each. */
import { NumberInput, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { centreRoomsQuery } from "~/lib/centre-rooms";
import type { SessionMode } from "~/lib/contract";
import { type LessonDraft, LessonLimits } from "~/lib/lesson-draft";
import { fieldError } from "./form";
import formClasses from "./form.module.css";
import { PersonSelect } from "./person-select";

interface LessonFieldsProps {
  draft: LessonDraft;
  centreId: string | null;
  onChange: (over: Partial<LessonDraft>) => void;
  /** Whether it was tried to send it: then what is missing is said. */
  isTried: boolean;
  error: unknown;
  /** The days, before the times. */
  children?: ReactNode;
  knownTutor?: { id: string; name: string };
}

export function LessonFields(props: LessonFieldsProps) {
  const { draft, centreId, onChange, isTried, error, children, knownTutor } = props;
  const rooms = useQuery(centreRoomsQuery);
  const own = (rooms.data ?? []).filter((room) => centreId === null || room.centreId === centreId);
  return (
    <>
      <TextInput
        label="Name"
        maxLength={LessonLimits.name.maxLength}
        value={draft.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
        error={isTried && !draft.name.trim() ? "Give it a name" : fieldError(error, "name")}
      />
      <PersonSelect
        label="Tutor"
        kind="TEACHER"
        centreId={centreId}
        value={draft.tutorId}
        known={knownTutor ? [knownTutor] : []}
        onChange={(tutorId) => onChange({ tutorId })}
        error={isTried && !draft.tutorId ? "Choose a tutor" : fieldError(error, "tutorId")}
      />
      {children}
      <div className={formClasses.pair}>
        <TextInput
          type="time"
          label="From"
          value={draft.startTime}
          onChange={(event) => onChange({ startTime: event.currentTarget.value })}
          error={timeError(props, "startTime", "scheduledStart")}
        />
        <TextInput
          type="time"
          label="Until"
          value={draft.endTime}
          onChange={(event) => onChange({ endTime: event.currentTarget.value })}
          error={timeError(props, "endTime", "scheduledEnd")}
        />
      </div>
      <div className={formClasses.pair}>
        <Select
          label="Room"
          placeholder="None"
          clearable
          data={own.map(({ id, name }) => ({ value: id, label: name }))}
          value={draft.roomId}
          onChange={(roomId) => onChange({ roomId })}
          error={fieldError(error, "roomId")}
        />
        <NumberInput
          label="Places"
          min={LessonLimits.maxCapacity.minimum}
          max={LessonLimits.maxCapacity.maximum}
          value={draft.maxCapacity}
          onChange={(value) => onChange({ maxCapacity: Number(value) || 15 })}
          error={fieldError(error, "maxCapacity")}
        />
      </div>
      <SegmentedControl
        aria-label="How it is taught"
        value={draft.sessionMode}
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

function timeError(
  { draft, isTried, error }: LessonFieldsProps,
  field: "startTime" | "endTime",
  instant: "scheduledStart" | "scheduledEnd",
): string | undefined {
  if (isTried && !draft[field]) return "Needed";
  return fieldError(error, field) ?? fieldError(error, instant);
}
