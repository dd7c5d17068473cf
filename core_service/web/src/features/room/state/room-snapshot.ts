/** Turns the core's snapshots into a room's state. */
import type {
  Activity,
  Attendance,
  Dashboard,
  DashboardEnrollment,
  HelpRequest,
  SessionSummary,
  StudentTimer,
  StudentView,
} from "~/lib/contract";
import type { ActivitySnapshot } from "~/generated/protocol";
import type { OpenHelp, Result, RoomEnrollment, RoomState, RoomStudent } from "./room-types";

/** `GET /sessions/{id}/dashboard` as a room; `now` is the server's time. */
export function roomFromDashboard(dashboard: Dashboard, now: number): RoomState {
  const ids = new Set(dashboard.enrollments.map(({ student }) => student.id));
  const students = [...ids].map((id) => studentFromDashboard(id, dashboard));
  return {
    ...roomOfSession(dashboard.session, dashboard.seq, now),
    students: Object.fromEntries(students.map((student) => [student.id, student])),
    messages: dashboard.messages,
    assignments: dashboard.assignments,
  };
}

/** `GET /sessions/{id}/student-view` as a room with one student in it. */
export function roomFromStudentView(
  view: StudentView,
  me: { id: string; name: string; avatarUrl: string | null; schoolGrade: number | null },
  now: number,
): RoomState {
  const student: RoomStudent = {
    ...newStudent(me.id, me.name),
    avatarUrl: me.avatarUrl,
    schoolGrade: me.schoolGrade,
    attendance: view.attendance,
    mode: view.mode,
    help: view.help && openHelp(view.help),
    enrollments: view.enrollments.map((enrollment) => ({
      enrollmentId: enrollment.id,
      courseId: enrollment.course.id,
      courseName: enrollment.course.name,
      level: enrollment.currentLevel?.level ?? null,
      schoolGrade: me.schoolGrade,
      assessedLevel: enrollment.assessedLevel,
      currentLevel: enrollment.currentLevel,
    })),
  };
  return {
    ...roomOfSession(view.session, view.seq, now),
    students: { [me.id]: student },
    messages: view.messages,
    assignments: [],
  };
}

function roomOfSession(session: SessionSummary, seq: number, now: number) {
  return {
    sessionId: session.id,
    status: session.status,
    scheduledStart: Date.parse(session.scheduledStart),
    scheduledEnd: Date.parse(session.scheduledEnd),
    actualStart: instant(session.actualStart),
    tutorOnline: false,
    seq,
    freshAt: now,
    hasLiveFacts: false,
  };
}

function studentFromDashboard(
  id: string,
  { helpRequests, attendance, timers, results, enrollments: all }: Dashboard,
): RoomStudent {
  const enrollments = all.filter(({ student }) => student.id === id);
  const first = enrollments[0]?.student;
  const help = helpRequests.find(({ studentId }) => studentId === id);
  return {
    ...newStudent(id, first?.name ?? ""),
    ...presence(timers.find(({ studentId }) => studentId === id)),
    avatarUrl: first?.avatarUrl ?? null,
    schoolGrade: first?.schoolGrade ?? null,
    seat: enrollments.find(({ seat }) => seat !== null)?.seat ?? null,
    attendance: markOf(id, attendance),
    help: help ? openHelp(help) : null,
    enrollments: enrollments.map(roomEnrollment),
    activity: currentActivity(enrollments),
    results: resultsOf(id, results),
  };
}

function markOf(id: string, attendance: Attendance[]) {
  return attendance.find(({ studentId }) => studentId === id)?.status ?? null;
}

function presence(timer: StudentTimer | undefined): Partial<RoomStudent> {
  if (!timer) return {};
  const contactSince = instant(timer.contactSince);
  return {
    mode: timer.mode,
    modeSince: contactSince,
    contactSeconds: timer.contactSeconds,
    visitedAt: contactSince ?? instant(timer.lastContactAt),
    presentSince: instant(timer.presentSince),
    presentSeconds: timer.presentSeconds,
    online: timer.presentSince !== null,
    hasJoined: timer.presentSince !== null || timer.presentSeconds > 0,
  };
}

function roomEnrollment(enrollment: DashboardEnrollment): RoomEnrollment {
  return {
    enrollmentId: enrollment.id,
    courseId: enrollment.course.id,
    courseName: enrollment.course.name,
    level: (enrollment.currentLevel ?? enrollment.assessedLevel)?.level ?? null,
    schoolGrade: enrollment.student.schoolGrade,
    assessedLevel: enrollment.assessedLevel,
    currentLevel: enrollment.currentLevel,
  };
}

/** The course a student was last at. */
function currentActivity(enrollments: DashboardEnrollment[]): ActivitySnapshot | null {
  const activities = enrollments.flatMap(({ activity }) => (activity ? [activity] : []));
  const latest = activities.sort((a, b) => lastMoved(b) - lastMoved(a))[0];
  return latest ? activitySnapshot(latest) : null;
}

function resultsOf(id: string, results: Dashboard["results"]): Result[] {
  return results
    .filter(({ studentId }) => studentId === id)
    .map(({ submittedAt, startedAt, attemptId, exerciseId, title, ...result }) => ({
      attemptId,
      exerciseId,
      title,
      status: result.status,
      score: result.score,
      maxScore: result.maxScore,
      questionCount: result.questionCount,
      startedAt: instant(startedAt),
      at: Date.parse(submittedAt),
    }));
}

function lastMoved(activity: Activity): number {
  return instant(activity.completedAt ?? activity.startedAt) ?? 0;
}

function activitySnapshot(activity: Activity): ActivitySnapshot {
  return {
    enrollmentId: activity.enrollmentId,
    status: activity.status,
    attemptId: activity.attemptId,
    exerciseId: activity.exerciseId,
    exerciseTitle: activity.exerciseTitle,
    exerciseType: activity.exerciseType,
    lessonTitle: activity.lessonTitle,
    progressPct: activity.progressPct,
    answeredCount: activity.answeredCount,
    questionCount: activity.questionCount,
    startedAt: activity.startedAt,
    statusSince: activity.completedAt ?? activity.startedAt ?? new Date(0).toISOString(),
  };
}

function openHelp(help: HelpRequest): OpenHelp {
  return {
    requestId: help.id,
    status: help.status,
    priority: help.priority === "URGENT" ? "URGENT" : "NORMAL",
    requestedAt: help.createdAt,
    message: help.message,
    exerciseId: help.exerciseId,
    picture: help.picture,
    acknowledgedById: help.acknowledgedById,
  };
}

/** A student of whom nothing is known but the name. */
export function newStudent(id: string, name: string): RoomStudent {
  return {
    id,
    name,
    avatarUrl: null,
    schoolGrade: null,
    seat: null,
    attendance: null,
    online: false,
    hasJoined: false,
    offlineSince: null,
    mode: "OBSERVE",
    modeSince: null,
    help: null,
    enrollments: [],
    activity: null,
    questionSince: null,
    draft: null,
    results: [],
    visitedAt: null,
    contactSeconds: 0,
    presentSince: null,
    presentSeconds: 0,
  };
}

function instant(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}
