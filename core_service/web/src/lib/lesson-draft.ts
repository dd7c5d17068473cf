/** A lesson while it is being typed: what a weekly lesson, a single session and a class's lessons have in common. Pure. */
import type { SessionMode } from "./contract";

export { SessionRequestLimits as LessonLimits } from "~/generated/limits";

export interface LessonDraft {
  name: string;
  tutorId: string | null;
  roomId: string | null;
  startTime: string;
  endTime: string;
  sessionMode: SessionMode;
  maxCapacity: number;
}

export const NEW_LESSON: LessonDraft = {
  name: "",
  tutorId: null,
  roomId: null,
  startTime: "16:00",
  endTime: "17:30",
  sessionMode: "PHYSICAL",
  maxCapacity: 15,
};

/** The draft as the core takes it; null while something is missing. */
export function complete<Draft extends LessonDraft>(
  draft: Draft,
): (Draft & { tutorId: string }) | null {
  const { name, tutorId, startTime, endTime } = draft;
  if (!name.trim() || !tutorId || !startTime || !endTime) return null;
  return { ...draft, name: name.trim(), tutorId };
}

export const WEEKDAYS = [
  { value: "MONDAY", label: "Monday" },
  { value: "TUESDAY", label: "Tuesday" },
  { value: "WEDNESDAY", label: "Wednesday" },
  { value: "THURSDAY", label: "Thursday" },
  { value: "FRIDAY", label: "Friday" },
  { value: "SATURDAY", label: "Saturday" },
  { value: "SUNDAY", label: "Sunday" },
] as const;

export type Weekday = (typeof WEEKDAYS)[number]["value"];
