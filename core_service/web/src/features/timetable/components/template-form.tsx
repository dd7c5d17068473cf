/** A weekly lesson, new or changed; a change shows first what it does to the sessions ahead. */
import { Select } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { dayText, timeOfDay } from "~/lib/durations";
import { WEEKDAYS } from "~/lib/lesson-draft";
import type { Tagged } from "~/lib/tagged";
import { problemWords } from "~/lib/timetable-words";
import { useOnceAct } from "~/lib/use-once-act";
import { useSaving } from "~/lib/use-saving";
import { counted } from "~/lib/wording";
import { EditConflict } from "~/ui/edit-conflict";
import { fieldError, Form } from "~/ui/form";
import { LessonFields } from "~/ui/lesson-fields";
import { Loaded } from "~/ui/loaded";
import { type EditedSession, storedTemplateQuery, type Template, timetableActs } from "../api";
import { weekdayWords } from "../lesson-form";
import { useWeekForm, type WeekForm, type WeeklyLesson } from "../use-week-form";
import classes from "./timetable.module.css";

interface NewTemplateProps {
  centreId: string | null;
  onClose: () => void;
}

export function NewTemplate({ centreId, onClose }: NewTemplateProps) {
  const form = useWeekForm(null);
  const add = useOnceAct((lesson: WeeklyLesson, key) =>
    timetableActs.addTemplate({ ...lesson, ...(centreId && { centreId }) }, key),
  );
  return (
    <TemplateFields
      form={form}
      centreId={centreId}
      submit="Add to the week"
      isSaving={add.isPending}
      error={add.error}
      onSend={(lesson) => add.mutate(lesson, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

interface ChangeTemplateProps {
  template: Template;
  timeZone?: string;
  onClose: () => void;
}

/** A stored lesson is read anew before it is changed. */
export function ChangeTemplate({ template, timeZone, onClose }: ChangeTemplateProps) {
  const query = useQuery(storedTemplateQuery(template.id));
  return (
    <Loaded query={query} loading="Loading the lesson" failed="The lesson could not be loaded">
      {(loaded) => <StoredTemplate loaded={loaded} timeZone={timeZone} onClose={onClose} />}
    </Loaded>
  );
}

type StoredTemplateProps = Omit<ChangeTemplateProps, "template"> & { loaded: Tagged<Template> };

const EVERYTHING: string[] = [];

function StoredTemplate({ loaded, timeZone, onClose }: StoredTemplateProps) {
  const [{ stored, tag }] = useState(loaded);
  const form = useWeekForm(stored);
  const preview = useMutation({
    mutationFn: (lesson: WeeklyLesson) => timetableActs.previewTemplate(stored.id, lesson),
  });
  const saving = useSaving({
    tag,
    save: async (version) => {
      if (form.lesson === null) throw new Error("The lesson lacks its day or times.");
      const changed = await timetableActs.changeTemplate(stored.id, version, form.lesson);
      onClose();
      return changed;
    },
    query: storedTemplateQuery(stored.id),
    makesOld: EVERYTHING,
    onSettled: (settled) => {
      form.show(settled);
      preview.reset();
    },
  });
  return (
    <TemplateFields
      form={form}
      centreId={stored.centreId}
      knownTutor={stored.tutor}
      submit={preview.data ? "Change them" : "See what changes"}
      isSaving={saving.isPending || preview.isPending}
      error={saving.problem ?? preview.error}
      onEdit={preview.reset}
      onSend={(lesson) => (preview.data ? saving.save() : preview.mutate(lesson))}
      onClose={onClose}
    >
      {saving.theirs && form.lesson && (
        <EditConflict
          what="this lesson"
          mine={lessonWords(form.lesson)}
          theirs={lessonWords(saving.theirs.stored)}
          onKeepMine={saving.keepMine}
          onTakeTheirs={saving.takeTheirs}
        />
      )}
      {preview.data && <Consequences sessions={preview.data.sessions} timeZone={timeZone} />}
    </TemplateFields>
  );
}

interface TemplateFieldsProps {
  form: WeekForm;
  centreId: string | null;
  knownTutor?: Template["tutor"];
  submit: string;
  isSaving: boolean;
  error: unknown;
  onEdit?: () => void;
  onSend: (lesson: WeeklyLesson) => void;
  onClose: () => void;
  children?: ReactNode;
}

function TemplateFields(props: TemplateFieldsProps) {
  const { form, centreId, knownTutor, error, onEdit, onSend, children } = props;
  const [isTried, setTried] = useState(false);
  const send = () => {
    setTried(true);
    if (form.lesson) onSend(form.lesson);
  };
  return (
    <Form
      submit={props.submit}
      isSaving={props.isSaving}
      error={error}
      onSubmit={send}
      onClose={props.onClose}
    >
      <Select
        label="Day"
        allowDeselect={false}
        data={WEEKDAYS}
        value={form.day}
        onChange={(value) => {
          form.setDay(WEEKDAYS.find((each) => each.value === value)?.value ?? form.day);
          onEdit?.();
        }}
        error={fieldError(error, "dayOfWeek")}
      />
      <LessonFields
        draft={form.draft}
        centreId={centreId}
        knownTutor={knownTutor}
        onChange={(over) => {
          form.change(over);
          onEdit?.();
        }}
        isTried={isTried}
        error={error}
      />
      {children}
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
      <h3>{counted(sessions.length, "session")} ahead</h3>
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
