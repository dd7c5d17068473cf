/** What a weekly lesson and a single session have in common while they are being typed. Pure. */
import type { SessionMode } from "~/lib/contract";
import type { Template, TemplateRequest } from "./api";

export interface LessonDraft {
  name: string;
  tutorId: string | null;
  roomId: string | null;
  startTime: string;
  endTime: string;
  sessionMode: SessionMode;
  maxCapacity: number;
}

export const WEEKDAYS: readonly { value: TemplateRequest["dayOfWeek"]; label: string }[] = [
  { value: "MONDAY", label: "Monday" },
  { value: "TUESDAY", label: "Tuesday" },
  { value: "WEDNESDAY", label: "Wednesday" },
  { value: "THURSDAY", label: "Thursday" },
  { value: "FRIDAY", label: "Friday" },
  { value: "SATURDAY", label: "Saturday" },
  { value: "SUNDAY", label: "Sunday" },
];

export const NEW_LESSON: LessonDraft = {
  name: "",
  tutorId: null,
  roomId: null,
  startTime: "16:00",
  endTime: "17:30",
  sessionMode: "PHYSICAL",
  maxCapacity: 15,
};

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

/** The draft as the core takes it; null while something is missing. */
export function complete(draft: LessonDraft): (LessonDraft & { tutorId: string }) | null {
  const { name, tutorId, startTime, endTime } = draft;
  if (!name.trim() || !tutorId || !startTime || !endTime) return null;
  return { ...draft, name: name.trim(), tutorId };
}

export function weekdayWords(day: TemplateRequest["dayOfWeek"]): string {
  return WEEKDAYS.find(({ value }) => value === day)?.label ?? day;
}
