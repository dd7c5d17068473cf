/** Acts of the record as sentences: "Ravi Menon as assessor finished a marking". */
import { ROLE_WORDS } from "~/lib/role-words";
import type { AuditEntry } from "./api";

/** The last word of an action, in the past. */
const VERBS: Readonly<Record<string, string>> = {
  ACCEPT: "accepted",
  ACKNOWLEDGE: "saw",
  ADD: "added",
  ASK: "asked for",
  ASSIGN: "gave out",
  CANCEL: "cancelled",
  CHANGE: "changed",
  CLAIM: "took on",
  COMPLETE: "finished",
  COPY: "copied",
  CREATE: "made",
  DEACTIVATE: "locked out",
  DRAFT: "began",
  END: "ended",
  ENROLL: "enrolled",
  ERASE: "erased",
  EXPIRE: "let run out",
  EXPORT: "exported",
  GRANT: "gave",
  IMPORT: "imported",
  JOIN: "joined",
  LEAVE: "left",
  LINK: "linked",
  MAKE: "made",
  MARK: "marked",
  MOVE: "moved",
  OFFER: "offered",
  PAIR: "paired",
  PROPOSE: "proposed",
  PUBLISH: "published",
  REACTIVATE: "let in again",
  RELEASE: "let go of",
  REMIND: "reminded of",
  REMOVE: "removed",
  RENAME: "renamed",
  RENEW: "renewed",
  REOPEN: "reopened",
  REQUEST: "asked for",
  RESEND: "sent again",
  RESET: "reset",
  RESOLVE: "settled",
  RESTORE: "gave back",
  RETIRE: "took out of use",
  RETRY: "tried again",
  RETURN: "returned",
  REVOKE: "took back",
  SAVE: "saved",
  SEND: "sent",
  SET: "set",
  START: "began",
  SUBMIT: "handed in",
  SUBSTITUTE: "covered",
  UNLINK: "unlinked",
  UNMARK: "unmarked",
  UNPAIR: "unpaired",
  UPDATE: "changed",
  WITHDRAW: "took back",
};

/** What stands before it. */
const NOUNS: Readonly<Record<string, string>> = {
  ABSENCE_NOTICE: "a notice of absence",
  API_TOKEN: "an API token",
  ATTENDANCE: "attendance",
  BOARDS: "a board of effort",
  CALENDAR_FEED: "a calendar feed",
  CATCH_UP: "a catch-up",
  CENTRE: "a centre",
  CENTRE_SETTINGS: "the centre's settings",
  CLASS: "a class",
  CLASS_MEMBER: "a place in a class",
  CLOSURE: "closed days",
  CONTENT: "work",
  COURSE: "a course",
  DEVICE: "a tablet",
  DRAFT: "a draft",
  ENROLLMENT: "a place in a session",
  EXERCISE: "an exercise",
  GUARDIAN: "a parent and a child",
  HELP: "a raised hand",
  INVITATION: "an invitation",
  JOB: "a job",
  LESSON: "a lesson",
  LEVEL: "a level",
  LOGIN: "a sign-in",
  MESSAGE: "a message",
  NAME: "a name",
  NOTE: "a note",
  PASSWORD: "a password",
  PERSON: "a person",
  PERSON_ERASURE: "a person's erasure",
  PICTURE_CODE: "a child's pictures",
  PROFILE: "a level profile",
  RECOMMENDATION: "a recommendation",
  REPORT: "a report",
  REVIEW: "a marking",
  ROLE: "a role",
  ROOM: "a room",
  RUBRIC: "a rubric",
  SEATS: "seats",
  SESSION: "a session",
  STANDING_BOOKING: "a standing booking",
  STUDENT: "a student",
  TEMPLATE: "a weekly lesson",
  UNIT: "a unit",
  WAITLIST: "a place on the waiting list",
  WORKSHEET: "a worksheet",
};

/** Actions that are not noun and verb. */
const WHOLE: Readonly<Record<string, string>> = {
  ABSENCE_NOTICE: "told of an absence",
  EXERCISE_MARK_COMPLETE: "marked an exercise as finished",
  HELP_PRIORITY: "changed how urgent a raised hand is",
  HELP_REQUEST: "raised a hand",
  LOGOUT_ALL: "signed out everywhere",
  PANEL_MODE: "changed between teaching and observing",
  SESSION_STEP_IN: "stepped into a session",
  THREAD_MESSAGE: "wrote a message to the family or the tutors",
};

/** "finished a marking"; an unknown action in its own small letters. */
export function actionWords(action: string): string {
  const whole = WHOLE[action];
  if (whole) return whole;
  const cut = action.lastIndexOf("_");
  const verb = VERBS[action.slice(cut + 1)];
  if (cut < 0 || !verb) return spaced(action);
  const subject = action.slice(0, cut);
  return `${verb} ${NOUNS[subject] ?? spaced(subject)}`;
}

/** "Ravi Menon as assessor"; whoever cannot be seen any more is not named. */
export function actorWords({ actorId, actorName, actingRole }: AuditEntry): string {
  if (actorId === null) return "AetherLearn";
  const name = actorName ?? "Somebody who has left";
  return actingRole === null ? name : `${name} as ${ROLE_WORDS[actingRole].toLowerCase()}`;
}

/** "TutoringSession" as "tutoring session". */
export const resourceWords = (type: string) =>
  type.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase();

/** "scheduledStart" as "scheduled start". */
export const fieldWords = resourceWords;

/** A value of before or after; nothing is "none". */
export function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === "") return "none";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}

export interface ChangedField {
  field: string;
  before: unknown;
  after: unknown;
}

/** Every field of before and after once, in their order. */
export function changedFields({ before, after }: AuditEntry): ChangedField[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields].map((field) => ({ field, before: before?.[field], after: after?.[field] }));
}

const spaced = (text: string) => text.replaceAll("_", " ").toLowerCase();

/** Every action that one may look for, by its words. */
export const KNOWN_ACTIONS: readonly string[] = [
  "ATTENDANCE_MARK",
  "ATTENDANCE_UNMARK",
  "API_TOKEN_CREATE",
  "API_TOKEN_REVOKE",
  "CATCH_UP_MAKE",
  "CATCH_UP_WITHDRAW",
  "CENTRE_CHANGE",
  "CENTRE_CREATE",
  "CENTRE_SETTINGS_CHANGE",
  "CLASS_CHANGE",
  "CLASS_CREATE",
  "CLOSURE_CREATE",
  "CLOSURE_REMOVE",
  "CONTENT_ASSIGN",
  "DEVICE_PAIR",
  "DEVICE_UNPAIR",
  "GUARDIAN_LINK",
  "GUARDIAN_UNLINK",
  "HELP_RESOLVE",
  "INVITATION_ACCEPT",
  "INVITATION_CREATE",
  "INVITATION_RESEND",
  "INVITATION_REVOKE",
  "JOB_RETRY",
  "LOGIN_END",
  "NOTE_ADD",
  "PASSWORD_CHANGE",
  "PASSWORD_RESET",
  "PERSON_DEACTIVATE",
  "PERSON_ERASE",
  "PERSON_EXPORT",
  "PERSON_REACTIVATE",
  "PERSON_RENAME",
  "PICTURE_CODE_REMOVE",
  "PICTURE_CODE_SET",
  "PROFILE_UPDATE",
  "REPORT_EXPORT",
  "REVIEW_COMPLETE",
  "REVIEW_RETURN",
  "ROLE_END",
  "ROLE_GRANT",
  "RUBRIC_CREATE",
  "RUBRIC_UPDATE",
  "SESSION_CANCEL",
  "SESSION_CHANGE",
  "SESSION_CREATE",
  "SESSION_END",
  "SESSION_START",
  "SESSION_STEP_IN",
  "STUDENT_ADD",
  "STUDENT_CHANGE",
  "TEMPLATE_CHANGE",
  "TEMPLATE_CREATE",
];

export const KNOWN_RESOURCES: readonly string[] = [
  "ApiToken",
  "AppUser",
  "AssessmentReview",
  "AssessmentRubric",
  "CatchUpPackage",
  "Centre",
  "CentreDevice",
  "ClassCohort",
  "ContentAssignment",
  "ExerciseAttempt",
  "GuardianLink",
  "HelpRequest",
  "Invitation",
  "Lesson",
  "ProgressRecommendation",
  "ReportExport",
  "SessionTemplate",
  "StandingBooking",
  "SubjectAssessment",
  "TutoringSession",
  "UserRole",
];
