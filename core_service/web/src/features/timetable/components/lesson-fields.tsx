/** The fields of a lesson: name, tutor, room, times, mode, places; the core's words stand at each. */
import { NumberInput, SegmentedControl, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { SessionRequestLimits } from "~/generated/limits";
import type { SessionMode } from "~/lib/contract";
import { fieldError } from "~/ui/form";
import formClasses from "~/ui/form.module.css";
import { PersonSelect } from "~/ui/person-select";
import { centreRoomsQuery } from "../api";
import type { LessonDraft } from "../lesson-form";

interface LessonFieldsProps {
  draft: LessonDraft;
  centreId: string | null;
  onChange: (over: Partial<LessonDraft>) => void;
  /** Whether it was tried to send it: then what is missing is said. */
  isTried: boolean;
  error: unknown;
  knownTutor?: { id: string; name: string };
}

export function LessonFields(props: LessonFieldsProps) {
  const { draft, centreId, onChange, isTried, error, knownTutor } = props;
  const rooms = useQuery(centreRoomsQuery);
  const own = (rooms.data ?? []).filter((room) => centreId === null || room.centreId === centreId);
  return (
    <>
      <TextInput
        label="Name"
        maxLength={SessionRequestLimits.name.maxLength}
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
      <div className={formClasses.pair}>
        <TextInput
          type="time"
          label="From"
          value={draft.startTime}
          onChange={(event) => onChange({ startTime: event.currentTarget.value })}
          error={fieldError(error, "startTime") ?? fieldError(error, "scheduledStart")}
        />
        <TextInput
          type="time"
          label="Until"
          value={draft.endTime}
          onChange={(event) => onChange({ endTime: event.currentTarget.value })}
          error={fieldError(error, "endTime") ?? fieldError(error, "scheduledEnd")}
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
          min={SessionRequestLimits.maxCapacity.minimum}
          max={SessionRequestLimits.maxCapacity.maximum}
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
