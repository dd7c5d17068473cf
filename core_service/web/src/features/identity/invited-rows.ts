/** Rows of people to invite, typed one by one or pasted from a list. */
import type { Role } from "~/lib/contract";
import { ROLE_WORDS } from "~/lib/role-words";
import type { ProblemError } from "~/lib/problem";
import type { InvitationsRequest } from "./invitations-api";

export interface InvitedRow {
  email: string;
  role: Role;
  /** Whose parent they become. */
  studentId: string | null;
}

export type RowErrors = Partial<Record<keyof InvitedRow, string>>;

export const emptyRow = (role: Role): InvitedRow => ({ email: "", role, studentId: null });

const BETWEEN = /[\t;,]+/;

/** Lines of "e-mail, role"; a role that is missing or not known is `otherwise`, and so shown to be looked at. */
export function readRows(text: string, otherwise: Role): InvitedRow[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.split(BETWEEN).map((part) => part.trim()))
    .filter(([email]) => email)
    .map(([email = "", role = ""]) => ({
      email,
      role: roleOf(role) ?? otherwise,
      studentId: null,
    }));
}

function roleOf(text: string): Role | undefined {
  const wanted = text.toLowerCase();
  const roles = Object.entries(ROLE_WORDS) as [Role, string][];
  return roles.find(
    ([role, words]) => role.toLowerCase() === wanted || words.toLowerCase() === wanted,
  )?.[0];
}

/** What must be there before anything is sent. */
export function gapsOf(row: InvitedRow): RowErrors {
  return {
    ...(!row.email.trim() && { email: "Type an e-mail address" }),
    ...(row.role === "PARENT" && !row.studentId && { studentId: "Choose the child" }),
  };
}

export function requestOf(centreId: string, rows: readonly InvitedRow[]): InvitationsRequest {
  const invitations = rows.map(({ email, role, studentId }) => ({
    email: email.trim(),
    role,
    studentId: role === "PARENT" ? studentId : null,
  }));
  return { centreId, invitations };
}

/** What the core said of a row, by its number. */
export function refusalsOf(problem: ProblemError | null, number: number): RowErrors {
  const at = (field: string) => problem?.fieldError(`invitations.${number}.${field}`);
  const said = { email: at("email"), role: at("role"), studentId: at("studentId") };
  return Object.fromEntries(Object.entries(said).filter(([, words]) => words)) as RowErrors;
}
