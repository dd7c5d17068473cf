/** What each permission lets one do, in words that finish "the permission to …" and "it may …". */
import type { Permission } from "./contract";
import type { ProblemError } from "./problem";

const PERMISSION_WORDS: Readonly<Record<Permission, string>> = {
  SESSION_CONDUCT: "lead sessions",
  SESSION_VIEW_STUDENTS: "see the students of sessions",
  ATTENDANCE_MARK: "mark attendance",
  CONTENT_ASSIGN: "assign work",
  HELP_REQUEST_RESPOND: "answer raised hands",
  STUDENT_NOTE_CREATE: "write notes on students",
  PHYSICAL_WORK_UPLOAD: "photograph work on paper",
  ASSESSMENT_QUEUE_VIEW: "see what waits to be marked",
  ASSESSMENT_REVIEW: "mark work",
  ACADEMIC_PROFILE_UPDATE: "decide levels",
  RUBRIC_MANAGE: "write rubrics",
  CENTRE_MANAGE: "manage a centre",
  TUTOR_MANAGE: "manage tutors",
  STUDENT_MANAGE: "manage students",
  REPORTS_VIEW: "read reports",
  REPORTS_EXPORT: "take reports away as files",
  SCHEDULE_MANAGE: "plan sessions",
  SYSTEM_SETTINGS: "change a centre's settings",
  OWN_WORK: "work as a student",
  CHILD_VIEW: "follow one's own child",
};

/** "lead sessions, mark attendance"; one that is not known here by its own name. */
export function permissionList(names: readonly string[]): string {
  return names.map((name) => permissionWords(name) ?? name).join(", ");
}

/** "Lead sessions", as a choice of its own. */
export function permissionLabel(permission: Permission): string {
  const words = PERMISSION_WORDS[permission];
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The words of a permission that a refusal names; null where it names none that is known here. */
export function permissionWords(name: unknown): string | null {
  return typeof name === "string" && name in PERMISSION_WORDS
    ? PERMISSION_WORDS[name as Permission]
    : null;
}

/** What failed, in a line: a refusal names the permission that is missing and who knows who has it. */
export function failureWords(problem: ProblemError): string {
  const permission = problem.isForbidden && permissionWords(problem.facts["permission"]);
  if (!permission) return problem.detail || problem.title;
  return `It needs the permission to ${permission}. Your centre's supervisor can tell you who has it.`;
}
