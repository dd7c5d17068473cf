/** A weekly lesson, new or changed; a change shows first what it does to the sessions ahead. */
import { Select } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { dayText, timeOfDay } from "~/lib/durations";
import { problemWords } from "~/lib/timetable-words";
import { fieldError, Form } from "~/ui/form";
import {
  type EditedSession,
  type Template,
  type TemplateChange,
  type TemplateRequest,
  timetableActs,
} from "../api";
import { complete, draftOf, type LessonDraft, NEW_LESSON, WEEKDAYS } from "../lesson-form";
import { useTimetableAct } from "../use-timetable-act";
import { LessonFields } from "./lesson-fields";
import classes from "./timetable.module.css";

interface TemplateFormProps {
  /** Null for a new one. */
  template: Template | null;
  centreId: string | null;
  timeZone?: string;
  onClose: () => void;
}

type WeeklyLesson = Omit<TemplateRequest, "centreId">;

export function TemplateForm({ template, centreId, timeZone, onClose }: TemplateFormProps) {
  const [draft, setDraft] = useState<LessonDraft>(template ? draftOf(template) : NEW_LESSON);
  const [day, setDay] = useState<TemplateRequest["dayOfWeek"]>(template?.dayOfWeek ?? "MONDAY");
  const [isTried, setTried] = useState(false);
  const preview = useMutation({
    mutationFn: (body: TemplateChange) =>
      template ? timetableActs.previewTemplate(template.id, body) : Promise.resolve(null),
  });
  const save = useTimetableAct<WeeklyLesson, unknown>((lesson, key) =>
    template
      ? timetableActs.changeTemplate(template.id, lesson)
      : timetableActs.addTemplate({ ...lesson, ...(centreId && { centreId }) }, key),
  );
  const edit = (act: () => void) => {
    act();
    preview.reset();
  };
  const send = () => {
    setTried(true);
    const lesson = complete(draft);
    if (lesson === null) return;
    const body = { ...lesson, dayOfWeek: day };
    if (template !== null && preview.data === undefined) preview.mutate(body);
    else save.mutate(body, { onSuccess: onClose });
  };
  const error = save.error ?? preview.error;
  return (
    <Form
      submit={
        template === null ? "Add to the week" : preview.data ? "Change them" : "See what changes"
      }
      isSaving={save.isPending || preview.isPending}
      error={error}
      onSubmit={send}
      onClose={onClose}
    >
      <Select
        label="Day"
        allowDeselect={false}
        data={WEEKDAYS}
        value={day}
        onChange={(value) =>
          edit(() => setDay(WEEKDAYS.find((each) => each.value === value)?.value ?? day))
        }
        error={fieldError(error, "dayOfWeek")}
      />
      <LessonFields
        draft={draft}
        centreId={centreId}
        knownTutor={template?.tutor}
        onChange={(over) => edit(() => setDraft({ ...draft, ...over }))}
        isTried={isTried}
        error={error}
      />
      {preview.data && <Consequences sessions={preview.data.sessions} timeZone={timeZone} />}
    </Form>
  );
}

const EFFECTS: Readonly<Record<EditedSession["effect"], string>> = {
  CHANGE: "changes",
  CANCEL: "is cancelled",
  KEEP: "stays as it is",
};

/** What becomes of each session ahead; what stands in the way first. */
export function Consequences({
  sessions,
  timeZone,
}: {
  sessions: readonly EditedSession[];
  timeZone?: string;
}) {
  if (sessions.length === 0) return <p>No session ahead is touched.</p>;
  const pressing = [...sessions].sort((a, b) => b.problems.length - a.problems.length);
  return (
    <section className={classes.preview} aria-label="What changes">
      <h3>
        {sessions.length} {sessions.length === 1 ? "session" : "sessions"} ahead
      </h3>
      <ul>
        {pressing.map(({ sessionId, effect, before, after, problems }) => (
          <li key={sessionId} data-clash={problems.length > 0 || undefined}>
            {dayText(before.scheduledStart, timeZone)} {EFFECTS[effect]}
            {effect === "CHANGE" &&
              ` to ${dayText(after.scheduledStart, timeZone)}, ${timeOfDay(after.scheduledStart, timeZone)}`}
            {problems.map((problem, index) => (
              <span key={index}>{problemWords(problem, () => "A student")}</span>
            ))}
          </li>
        ))}
      </ul>
      <p>Students, their parents and the tutor are told.</p>
    </section>
  );
}
