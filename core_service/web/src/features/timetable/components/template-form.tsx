/** A weekly lesson, new or changed; a change shows first what it does to the sessions ahead. */
import { Select } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { dayText, timeOfDay } from "~/lib/durations";
import { complete, type LessonDraft, NEW_LESSON, type Weekday, WEEKDAYS } from "~/lib/lesson-draft";
import type { Tagged } from "~/lib/tagged";
import { problemWords } from "~/lib/timetable-words";
import { EditConflict } from "~/ui/edit-conflict";
import { fieldError, Form } from "~/ui/form";
import { LessonFields } from "~/ui/lesson-fields";
import { Loaded } from "~/ui/loaded";
import {
  type EditedSession,
  type Template,
  type TemplateChange,
  storedTemplateQuery,
  timetableActs,
} from "../api";
import { draftOf, weekdayWords } from "../lesson-form";
import { useTemplateSaving, type WeeklyLesson } from "../use-template-saving";
import classes from "./timetable.module.css";

interface TemplateFormProps {
  /** Null for a new one. */
  loaded: Tagged<Template> | null;
  centreId: string | null;
  timeZone?: string;
  onClose: () => void;
}

/** A stored lesson is read anew before it is changed. */
export function ChangeTemplate(props: Omit<TemplateFormProps, "loaded"> & { template: Template }) {
  const query = useQuery(storedTemplateQuery(props.template.id));
  return (
    <Loaded query={query} loading="Loading the lesson" failed="It could not be loaded">
      {(loaded) => <TemplateForm {...props} loaded={loaded} />}
    </Loaded>
  );
}

export function TemplateForm({ loaded, centreId, timeZone, onClose }: TemplateFormProps) {
  const [template] = useState(loaded?.stored ?? null);
  const [draft, setDraft] = useState<LessonDraft>(template ? draftOf(template) : NEW_LESSON);
  const [day, setDay] = useState<Weekday>(template?.dayOfWeek ?? "MONDAY");
  const [isTried, setTried] = useState(false);
  const preview = useMutation({
    mutationFn: (body: TemplateChange) =>
      template ? timetableActs.previewTemplate(template.id, body) : Promise.resolve(null),
  });
  const save = useTemplateSaving({ loaded, centreId, onSaved: onClose });
  const edit = (act: () => void) => {
    act();
    preview.reset();
  };
  const lesson = complete(draft);
  const body = lesson && { ...lesson, dayOfWeek: day };
  const send = () => {
    setTried(true);
    if (body === null) return;
    if (template !== null && preview.data === undefined) preview.mutate(body);
    else save.send(body);
  };
  const takeTheirs = (theirs: Template) => {
    setDraft(draftOf(theirs));
    setDay(theirs.dayOfWeek);
    preview.reset();
    save.takeTheirs();
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
      {save.theirs && body && (
        <EditConflict
          what="this lesson"
          mine={lessonWords(body)}
          theirs={lessonWords(save.theirs)}
          onKeepMine={() => save.keepMine(body)}
          onTakeTheirs={() => save.theirs && takeTheirs(save.theirs)}
        />
      )}
      {preview.data && <Consequences sessions={preview.data.sessions} timeZone={timeZone} />}
    </Form>
  );
}

function lessonWords(lesson: WeeklyLesson | Template): string {
  const { name, dayOfWeek, startTime, endTime, maxCapacity } = lesson;
  return `${name}: ${weekdayWords(dayOfWeek)}, ${startTime} to ${endTime}, ${maxCapacity} places`;
}

const EFFECTS: Readonly<Record<EditedSession["effect"], string>> = {
  CHANGE: "changes",
  CANCEL: "is cancelled",
  KEEP: "stays as it is",
};

/** What becomes of each session ahead; what stands in the way first. */
function Consequences({
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
