/** The one reducer through which everything that happens in a room reaches the pages; it is pure. */
import type { SessionSync } from "~/generated/protocol";
import { newStudent } from "./room-snapshot";
import { withLists } from "./room-lists";
import { mergeSnapshot } from "./room-merge";
import type { RoomEvent, RoomInput, RoomState, RoomStudent } from "./room-types";
import {
  addedMember,
  afterHelpUpdate,
  afterPanelChange,
  afterResult,
  afterStart,
  leaving,
  questionSince,
  raisedHand,
  syncedStudent,
} from "./student-changes";

/**
 * The room after one input that arrived at `now` (the server's time, ms).
 *
 * Students whom the input does not concern keep their identity, so that their cards do not render. An event at or
 * below the state's `seq` changes no student (it was counted in before), but still adds to the lists.
 */
export function reduceRoom(room: RoomState, input: RoomInput, now: number): RoomState {
  const fresh = { ...room, freshAt: now };
  switch (input.type) {
    case "snapshot":
      return mergeSnapshot(fresh, input.snapshot);
    case "polled":
      return { ...fresh, seq: Math.max(room.seq, input.seq), hasLiveFacts: false };
    case "session:sync":
      return afterSync(fresh, input, now);
    case "ping":
      return { ...fresh, seq: Math.max(room.seq, input.seq) };
    case "student:update":
      return changeStudent(fresh, input.studentId, (student) => ({
        ...student,
        activity: input.activity,
        questionSince: questionSince(student, input.activity, now),
      }));
    case "student:joined":
      return changeStudent(fresh, input.studentId, (student) => ({
        ...student,
        online: true,
        hasJoined: true,
        offlineSince: null,
        presentSince: student.presentSince ?? now,
      }));
    case "student:left":
      return changeStudent(fresh, input.studentId, (student) => ({
        ...student,
        online: false,
        hasJoined: true,
        offlineSince: student.offlineSince ?? now,
        ...leaving(student, now),
      }));
    case "answers:draft":
      return changeStudent(fresh, input.studentId, (student) => ({
        ...student,
        draft: { attemptId: input.attemptId, revision: input.revision, answers: input.answers },
      }));
    case "tutor:presence":
      return { ...fresh, tutorOnline: input.online };
    case "welcome":
    case "ack":
    case "error":
    case "degraded":
    case "recovered":
    case "goaway":
      return fresh;
    default:
      return afterEvent(fresh, input, now);
  }
}

function afterEvent(room: RoomState, event: RoomEvent, now: number): RoomState {
  const listed = withLists(room, event, now);
  if (event.seq === undefined) return withFacts(listed, event, now);
  if (event.seq <= room.seq) return listed;
  return withFacts({ ...listed, seq: event.seq }, event, now);
}

function withFacts(room: RoomState, event: RoomEvent, now: number): RoomState {
  const at = event.at ? Date.parse(event.at) : now;
  const change = (how: (student: RoomStudent) => RoomStudent) =>
    "studentId" in event && event.studentId ? changeStudent(room, event.studentId, how) : room;
  switch (event.type) {
    case "session:started":
      return { ...room, status: "IN_PROGRESS", actualStart: at };
    case "session:ended":
      return { ...room, status: "COMPLETED" };
    case "session:changed":
      return afterSessionChange(room, event);
    case "attendance:marked":
      return change((student) => ({ ...student, attendance: event.status }));
    case "panel:changed":
      return change((student) => afterPanelChange(student, event.mode, at));
    case "help:new":
      return change((student) => ({ ...student, help: raisedHand(student.help, event, at) }));
    case "help:updated":
      return change((student) => afterHelpUpdate(student, event, at));
    case "exercise:started":
      return change((student) => afterStart(student, event, at));
    case "exercise:submitted":
    case "exercise:graded":
      return change((student) => afterResult(student, event, at));
    case "member:added": {
      const added = addedMember(room.students[event.studentId], event);
      return { ...room, students: { ...room.students, [event.studentId]: added } };
    }
    case "member:removed": {
      const { [event.studentId]: removed, ...rest } = room.students;
      return removed ? { ...room, students: rest } : room;
    }
    case "message:new":
    case "content:assigned":
    case "content:withdrawn":
    case "note:added":
      return room;
    default:
      return unknownEvent(event, room);
  }
}

/** The hub may be a release ahead: an event that this page does not know changes nothing here. */
function unknownEvent(_event: never, room: RoomState): RoomState {
  return room;
}

function afterSessionChange(
  room: RoomState,
  event: Extract<RoomEvent, { type: "session:changed" }>,
): RoomState {
  let changed: RoomState = {
    ...room,
    status: event.status ?? room.status,
    scheduledStart: event.scheduledStart ? Date.parse(event.scheduledStart) : room.scheduledStart,
    scheduledEnd: event.scheduledEnd ? Date.parse(event.scheduledEnd) : room.scheduledEnd,
  };
  for (const [studentId, seat] of Object.entries(event.seats ?? {})) {
    changed = changeStudent(changed, studentId, (student) => ({ ...student, seat }));
  }
  return changed;
}

/** A sync stands for the students as they are now; what only this browser or the core knows is kept. */
function afterSync(room: RoomState, sync: SessionSync, now: number): RoomState {
  const students = Object.entries(sync.students).map(
    ([id, state]) =>
      [id, syncedStudent(room.students[id] ?? newStudent(id, state.name), state, now)] as const,
  );
  return {
    ...room,
    students: Object.fromEntries(students),
    status: sync.status,
    tutorOnline: sync.tutorOnline,
    seq: Math.max(room.seq, sync.seq),
    hasLiveFacts: true,
  };
}

function changeStudent(
  room: RoomState,
  studentId: string,
  change: (student: RoomStudent) => RoomStudent,
): RoomState {
  const student = room.students[studentId];
  if (student === undefined) return room;
  return { ...room, students: { ...room.students, [studentId]: change(student) } };
}
