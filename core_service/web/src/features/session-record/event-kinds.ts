/** The kinds of events that a timeline can be narrowed to, as people call them. */
import type { paths } from "~/generated/api";

type TimelineFilter = NonNullable<
  paths["/api/sessions/{session_id}/timeline"]["get"]["parameters"]["query"]
>;
export type EventKind = NonNullable<TimelineFilter["type"]>;

export const EVENT_KINDS: readonly { value: EventKind; label: string }[] = [
  { value: "attendance:marked", label: "Attendance" },
  { value: "help:new", label: "Hands raised" },
  { value: "help:updated", label: "Hands answered" },
  { value: "exercise:started", label: "Exercises begun" },
  { value: "exercise:submitted", label: "Exercises handed in" },
  { value: "exercise:graded", label: "Exercises marked" },
  { value: "content:assigned", label: "Chosen by an adult" },
  { value: "content:withdrawn", label: "Taken back" },
  { value: "message:new", label: "Messages" },
  { value: "note:added", label: "Notes" },
  { value: "panel:changed", label: "Teaching one student" },
  { value: "member:added", label: "Students added" },
  { value: "member:removed", label: "Students taken out" },
  { value: "session:started", label: "Begin" },
  { value: "session:ended", label: "End" },
  { value: "session:changed", label: "Changes of plan" },
];

/** Null for what is no kind, such as nonsense in an address. */
export function eventKind(value: string | null): EventKind | null {
  return EVENT_KINDS.find((kind) => kind.value === value)?.value ?? null;
}
