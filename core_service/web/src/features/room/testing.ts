/** Rooms and students for this feature's tests. */
import { anActivity, at, NOON } from "~/testing/room-fixtures";
import { newStudent } from "./state/room-snapshot";
import type { OpenHelp, RoomState, RoomStudent } from "./state/room-types";

export function aStudent(id: string, over: Partial<RoomStudent> = {}): RoomStudent {
  return {
    ...newStudent(id, `Maya ${id}`),
    online: true,
    hasJoined: true,
    schoolGrade: 7,
    enrollments: [
      {
        enrollmentId: "enrollment-1",
        courseId: "course-1",
        courseName: "Mathematics",
        level: 5,
        schoolGrade: 7,
        assessedLevel: null,
        currentLevel: null,
      },
    ],
    activity: anActivity(),
    ...over,
  };
}

export function aHand(over: Partial<OpenHelp> = {}): OpenHelp {
  return {
    requestId: "request-1",
    status: "PENDING",
    priority: "NORMAL",
    requestedAt: at(NOON),
    acknowledgedById: null,
    ...over,
  };
}

export function aRoom(students: RoomStudent[], over: Partial<RoomState> = {}): RoomState {
  return {
    sessionId: "session-1",
    status: "IN_PROGRESS",
    scheduledStart: NOON - 40 * 60_000,
    scheduledEnd: NOON + 50 * 60_000,
    actualStart: NOON - 40 * 60_000,
    tutorOnline: true,
    students: Object.fromEntries(students.map((student) => [student.id, student])),
    messages: [],
    assignments: [],
    seq: 10,
    freshAt: NOON,
    hasLiveFacts: true,
    ...over,
  };
}
