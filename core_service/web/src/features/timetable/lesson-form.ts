/** A stored weekly lesson as a form. Pure. */
import { type LessonDraft, type Weekday, WEEKDAYS } from "~/lib/lesson-draft";
import type { Template } from "./api";

export function draftOf(template: Template): LessonDraft {
  return {
    name: template.name,
    tutorId: template.tutor.id,
    roomId: template.room?.id ?? null,
    startTime: template.startTime,
    endTime: template.endTime,
    sessionMode: template.sessionMode,
    maxCapacity: template.maxCapacity,
  };
}

export function weekdayWords(day: Weekday): string {
  return WEEKDAYS.find(({ value }) => value === day)?.label ?? day;
}
