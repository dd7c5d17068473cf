/** A weekly lesson as it is typed: the day and the lesson of it. */
import { useState } from "react";
import { complete, type LessonDraft, NEW_LESSON, type Weekday } from "~/lib/lesson-draft";
import type { Template, TemplateRequest } from "./api";
import { draftOf } from "./lesson-form";

export type WeeklyLesson = Omit<TemplateRequest, "centreId">;

export interface WeekForm {
  draft: LessonDraft;
  day: Weekday;
  /** Null while something is missing. */
  lesson: WeeklyLesson | null;
  change: (over: Partial<LessonDraft>) => void;
  setDay: (day: Weekday) => void;
  /** Gives up what was typed for what is stored. */
  show: (stored: Template) => void;
}

export function useWeekForm(stored: Template | null): WeekForm {
  const [draft, setDraft] = useState(stored ? draftOf(stored) : NEW_LESSON);
  const [day, setDay] = useState<Weekday>(stored?.dayOfWeek ?? "MONDAY");
  const lesson = complete(draft);
  return {
    draft,
    day,
    lesson: lesson && { ...lesson, dayOfWeek: day },
    change: (over) => setDraft({ ...draft, ...over }),
    setDay,
    show: (other) => {
      setDraft(draftOf(other));
      setDay(other.dayOfWeek);
    },
  };
}
