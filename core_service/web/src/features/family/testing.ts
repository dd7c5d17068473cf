/** What tests of the family's pages are about. */

/** A session to come, as a parent reads of it. */
export const A_CHILDS_SESSION = {
  enrollmentId: "place-1",
  sessionId: "session-1",
  centreId: "centre-1",
  name: "Tuesday study hall",
  date: "2026-11-24",
  scheduledStart: "2026-11-24T16:00:00Z",
  scheduledEnd: "2026-11-24T17:30:00Z",
  minutes: null,
  courseId: "english",
  courseName: "English",
  level: 6,
  tutorName: "Helen Marsh",
  attendance: null,
  exercisesCompleted: 0,
  exercises: [],
  notes: [],
};
