/** Lays a fresh snapshot of the core over the room without losing what only the hub or this browser knows. */
import type { RoomState, RoomStudent } from "./room-types";

/** A snapshot older than the room's log position only completes the lists. */
export function mergeSnapshot(room: RoomState, snapshot: RoomState): RoomState {
  const lists = {
    messages: unionById(snapshot.messages, room.messages),
    assignments: snapshot.seq >= room.seq ? snapshot.assignments : room.assignments,
  };
  if (snapshot.seq < room.seq) return { ...room, ...lists };
  const students = Object.values(snapshot.students).map(
    (student) => [student.id, mergeStudent(room, student)] as const,
  );
  return {
    ...snapshot,
    ...lists,
    students: Object.fromEntries(students),
    tutorOnline: room.tutorOnline,
    hasLiveFacts: room.hasLiveFacts,
    freshAt: room.freshAt,
  };
}

function mergeStudent(room: RoomState, snapshot: RoomStudent): RoomStudent {
  const known = room.students[snapshot.id];
  if (known === undefined) return snapshot;
  return {
    ...snapshot,
    seat: snapshot.seat ?? known.seat,
    questionSince: known.questionSince,
    visitedAt: later(known.visitedAt, snapshot.visitedAt),
    ...(room.hasLiveFacts ? liveFacts(known) : withDraft(known, snapshot)),
  };
}

/** What the hub says about a student, always newer than the core's copy. */
function liveFacts(known: RoomStudent): Partial<RoomStudent> {
  return {
    online: known.online,
    hasJoined: known.hasJoined,
    offlineSince: known.offlineSince,
    presentSince: known.presentSince,
    presentSeconds: known.presentSeconds,
    activity: known.activity,
    draft: known.draft,
  };
}

function withDraft(known: RoomStudent, snapshot: RoomStudent): Partial<RoomStudent> {
  const isSame = known.draft?.attemptId === snapshot.activity?.attemptId;
  return {
    draft: isSame ? known.draft : null,
    offlineSince: snapshot.online ? null : known.offlineSince,
  };
}

function later(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other);
}

function unionById<T extends { id: string }>(first: readonly T[], then: readonly T[]): T[] {
  const seen = new Set(first.map(({ id }) => id));
  return [...first, ...then.filter(({ id }) => !seen.has(id))];
}
