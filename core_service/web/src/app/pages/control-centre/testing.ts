/** A control centre over a fake core: three students at Riverside, the hub away. */
import { routes } from "~/app/router";
import { aSession } from "~/features/room/components/testing";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";
import { at, NOON } from "~/testing/room-fixtures";

/** Stands in for IntersectionObserver: no place is ever in view. */
export class NothingSeen {
  observe() {}
  unobserve() {}
  disconnect() {}
}

const CENTRE = "/dashboard/tutor/sessions/session-1/control-center";

const place = (id: string, name: string, seat: string) => ({
  id: `enrollment-${id}`,
  student: { id, name, avatarUrl: null, schoolGrade: 7 },
  course: { id: "course-1", name: "Mathematics", subjectArea: "Mathematics" },
  assessedLevel: null,
  currentLevel: null,
  status: "ENROLLED",
  seat,
  activity: {
    enrollmentId: `enrollment-${id}`,
    status: "WORKING",
    attemptId: `attempt-${id}`,
    exerciseId: "exercise-1",
    exerciseTitle: "Adding fractions",
    exerciseType: "NUMERICAL",
    lessonTitle: "Fractions",
    progressPct: 50,
    answeredCount: 1,
    questionCount: 2,
    startedAt: at(NOON),
    completedAt: null,
    score: null,
    maxScore: 10,
  },
});
export const timer = (studentId: string) => ({
  studentId,
  presentSeconds: 600,
  presentSince: null,
  contactSeconds: 120,
  contactSince: null,
  lastContactAt: null,
  mode: "OBSERVE",
});

export function aDashboard(over: object = {}) {
  return {
    session: aSession(),
    role: "tutor",
    seq: 3,
    serverTime: new Date().toISOString(),
    helpEscalationMinutes: 5,
    enrollments: [
      place("maya", "Maya Okafor", "A1"),
      place("leo", "Leo Fernandes", "A2"),
      place("aisha", "Aisha Rahman", "A3"),
    ],
    helpRequests: [],
    attendance: [],
    timers: [timer("maya"), timer("leo"), timer("aisha")],
    results: [],
    assignments: [],
    messages: [],
    ...over,
  };
}

export function openCentre(over: object = {}, replies: Parameters<typeof fakeCore>[0] = {}) {
  const core = fakeCore({
    "GET /api/auth/me": () => ({ body: aTutor }),
    "GET /api/academic/sessions": () => ({ body: { items: [aSession()], nextCursor: null } }),
    "GET /api/sessions/session-1/dashboard": () => ({ body: aDashboard(over) }),
    "POST /api/sessions/session-1/ticket": () => problem(503, "unavailable", "not now"),
    "GET /api/sessions/session-1/notes": () => ({ body: { items: [], nextCursor: null } }),
    ...replies,
  });
  renderApp(routes, CENTRE);
  return core;
}
