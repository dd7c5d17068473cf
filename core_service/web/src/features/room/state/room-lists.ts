/** The room's lists, messages and assignments: every event enters them once, whatever its place in the log. */
import type { RoomEvent, RoomState } from "./room-types";

export function withLists(room: RoomState, event: RoomEvent, now: number): RoomState {
  switch (event.type) {
    case "message:new":
      if (room.messages.some(({ id }) => id === event.messageId)) return room;
      return { ...room, messages: [...room.messages, messageOf(room, event, now)] };
    case "content:assigned":
      if (room.assignments.some(({ id }) => id === event.assignmentId)) return room;
      return { ...room, assignments: [...room.assignments, assignmentOf(event, now)] };
    case "content:withdrawn":
      return {
        ...room,
        assignments: room.assignments.filter(({ id }) => id !== event.assignmentId),
      };
    default:
      return room;
  }
}

type EventOf<Type extends RoomEvent["type"]> = Extract<RoomEvent, { type: Type }>;

function messageOf(
  room: RoomState,
  event: EventOf<"message:new">,
  now: number,
): RoomState["messages"][number] {
  return {
    id: event.messageId,
    sessionId: room.sessionId,
    fromId: event.fromId,
    fromName: room.students[event.fromId]?.name ?? "",
    studentId: event.studentId ?? null,
    text: event.text,
    kind: event.kind,
    sentAt: event.at ?? new Date(now).toISOString(),
  };
}

/** What the event does not tell (the title, say) comes with the next snapshot. */
function assignmentOf(
  event: EventOf<"content:assigned">,
  now: number,
): RoomState["assignments"][number] {
  return {
    id: event.assignmentId,
    studentId: event.studentId,
    courseId: "",
    enrollmentId: null,
    exerciseId: event.exerciseId ?? null,
    lessonId: event.lessonId ?? null,
    title: "",
    scope: event.scope,
    reason: null,
    isActive: true,
    overridesAutoSequence: true,
    assignedAt: event.at ?? new Date(now).toISOString(),
    assignedById: "",
  };
}
