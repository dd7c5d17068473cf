/** What single events do to a single student; pure, used by the room's reducer alone. */
import type { HelpUpdated, StudentState } from "~/generated/protocol";
import { newStudent } from "./room-snapshot";
import type { OpenHelp, Result, RoomEvent, RoomStudent } from "./room-types";

export function raisedHand(
  before: OpenHelp | null,
  event: Extract<RoomEvent, { type: "help:new" }>,
  at: number,
): OpenHelp {
  const isSame = before?.requestId === event.requestId;
  return {
    requestId: event.requestId,
    status: isSame ? before.status : "PENDING",
    priority: event.priority,
    requestedAt: event.requestedAt ?? new Date(at).toISOString(),
    message: event.message ?? null,
    exerciseId: event.exerciseId ?? null,
    picture: event.picture ?? null,
    acknowledgedById: isSame ? before.acknowledgedById : null,
  };
}

type HelpChange = Pick<HelpUpdated, "requestId" | "status" | "byId" | "priority">;

/** Resolved and cancelled lower the hand; acknowledged keeps it up until then (C36). */
export function afterHelpUpdate(student: RoomStudent, change: HelpChange, at: number): RoomStudent {
  const { help } = student;
  if (change.status === "RESOLVED" || change.status === "CANCELLED") {
    const isThis = help?.requestId === change.requestId;
    const visitedAt = change.status === "RESOLVED" ? at : student.visitedAt;
    return { ...student, help: isThis ? null : help, visitedAt };
  }
  const known = help?.requestId === change.requestId ? help : reopenedHand(change, at);
  return {
    ...student,
    help: {
      ...known,
      status: change.status,
      priority: change.priority ?? known.priority,
      acknowledgedById: change.status === "ACKNOWLEDGED" ? (change.byId ?? null) : null,
    },
  };
}

function reopenedHand(change: HelpChange, at: number): OpenHelp {
  return {
    requestId: change.requestId,
    status: change.status,
    priority: change.priority ?? "NORMAL",
    requestedAt: new Date(at).toISOString(),
    message: null,
    exerciseId: null,
    picture: null,
    acknowledgedById: null,
  };
}

export function afterResult(
  student: RoomStudent,
  event: Extract<RoomEvent, { type: "exercise:submitted" | "exercise:graded" }>,
  at: number,
): RoomStudent {
  const { activity } = student;
  const isCurrent = activity?.attemptId === event.attemptId;
  const known = student.results.find(({ attemptId }) => attemptId === event.attemptId);
  const result: Result = {
    attemptId: event.attemptId,
    exerciseId: event.exerciseId,
    title: isCurrent ? (activity.exerciseTitle ?? null) : (known?.title ?? null),
    status: event.status,
    score: event.score ?? null,
    maxScore: event.maxScore,
    startedAt:
      known?.startedAt ?? (isCurrent && activity.startedAt ? Date.parse(activity.startedAt) : null),
    questionCount: known?.questionCount ?? (isCurrent ? activity.questionCount : null),
    at,
  };
  const others = student.results.filter(({ attemptId }) => attemptId !== event.attemptId);
  return {
    ...student,
    results: [...others, result],
    draft: student.draft?.attemptId === event.attemptId ? null : student.draft,
    questionSince: isCurrent ? null : student.questionSince,
    activity: isCurrent
      ? {
          ...activity,
          status: "COMPLETED",
          progressPct: 100,
          answeredCount: activity.questionCount,
          statusSince: new Date(at).toISOString(),
        }
      : activity,
  };
}

export function syncedStudent(before: RoomStudent, state: StudentState, now: number): RoomStudent {
  return {
    ...before,
    name: state.name,
    avatarUrl: state.avatarUrl ?? null,
    seat: state.seat,
    attendance: state.attendance,
    online: state.online,
    hasJoined: state.hasJoined,
    offlineSince: state.online ? null : (before.offlineSince ?? now),
    ...(state.online ? { presentSince: before.presentSince ?? now } : leaving(before, now)),
    mode: state.mode,
    modeSince: state.mode === before.mode ? before.modeSince : now,
    help: state.help
      ? {
          ...state.help,
          acknowledgedById:
            before.help?.requestId === state.help.requestId ? before.help.acknowledgedById : null,
        }
      : null,
    enrollments: enrollmentsOf(before, state.enrollments),
    activity: state.activity,
    questionSince: questionSince(before, state.activity, now),
    draft: state.draft ?? null,
  };
}

/** The visit that ends now is counted into those that are over. */
export function leaving(
  { presentSince, presentSeconds }: RoomStudent,
  now: number,
): Pick<RoomStudent, "presentSince" | "presentSeconds"> {
  const visitSeconds = presentSince === null ? 0 : Math.round((now - presentSince) / 1000);
  return { presentSince: null, presentSeconds: presentSeconds + Math.max(0, visitSeconds) };
}

function enrollmentsOf(
  before: RoomStudent | undefined,
  enrollments: StudentState["enrollments"],
): RoomStudent["enrollments"] {
  return enrollments.map((enrollment) => {
    const known = before?.enrollments.find(
      ({ enrollmentId }) => enrollmentId === enrollment.enrollmentId,
    );
    return {
      ...enrollment,
      assessedLevel: known?.assessedLevel ?? null,
      currentLevel: known?.currentLevel ?? null,
    };
  });
}

/** Unchanged while attempt, question and count of answers stay; otherwise now. */
export function questionSince(
  before: RoomStudent,
  activity: RoomStudent["activity"],
  now: number,
): number | null {
  if (activity === null || activity.status === "COMPLETED") return null;
  const known = before.activity;
  const isSame =
    known !== null &&
    known.attemptId === activity.attemptId &&
    known.questionIndex === activity.questionIndex &&
    known.answeredCount === activity.answeredCount;
  return isSame ? (before.questionSince ?? now) : now;
}

function contactUntil(student: RoomStudent, at: number): number {
  if (student.mode !== "TEACH" || student.modeSince === null) return 0;
  return Math.max(0, Math.round((at - student.modeSince) / 1000));
}

export function afterPanelChange(
  student: RoomStudent,
  mode: RoomStudent["mode"],
  at: number,
): RoomStudent {
  return {
    ...student,
    mode,
    modeSince: at,
    visitedAt: at,
    contactSeconds: student.contactSeconds + contactUntil(student, at),
  };
}

export function afterStart(
  student: RoomStudent,
  event: Extract<RoomEvent, { type: "exercise:started" }>,
  at: number,
): RoomStudent {
  const startedAt = new Date(at).toISOString();
  return {
    ...student,
    questionSince: at,
    draft: null,
    activity: {
      enrollmentId: event.enrollmentId,
      status: "WORKING",
      attemptId: event.attemptId,
      exerciseId: event.exerciseId,
      exerciseTitle: event.title,
      exerciseType: event.exerciseType,
      progressPct: 0,
      answeredCount: 0,
      questionCount: event.questionCount,
      startedAt,
      statusSince: startedAt,
    },
  };
}

export function addedMember(
  known: RoomStudent | undefined,
  event: Extract<RoomEvent, { type: "member:added" }>,
): RoomStudent {
  return {
    ...(known ?? newStudent(event.studentId, event.name)),
    name: event.name,
    avatarUrl: event.avatarUrl ?? null,
    seat: event.seat,
    schoolGrade: event.enrollments[0]?.schoolGrade ?? null,
    enrollments: enrollmentsOf(known, event.enrollments),
  };
}
