/** Rows of people to invite, typed one by one or pasted from a list. */
import type { Role } from "~/lib/contract";
import { ROLE_WORDS } from "~/lib/role-words";
import type { ProblemError } from "~/lib/problem";
import {
  childRefusals,
  CHOOSE_THE_CHILD,
  chosenChildren,
  type ChosenChild,
} from "~/ui/children-select";
import type { InvitationsRequest } from "./invitations-api";

export interface InvitedRow {
  email: string;
  role: Role;
  /** Whose parent they become. */
  children: ChosenChild[];
}

export interface RowErrors {
  email?: string;
  role?: string;
  children?: (string | undefined)[];
}

export const emptyRow = (role: Role, centreId: string): InvitedRow => ({
  email: "",
  role,
  children: [{ studentId: null, centreId }],
});

const BETWEEN = /[\t;,]+/;

/** Lines of "e-mail, role"; a role that is missing or not known is `otherwise`, and so shown to be looked at. */
export function readRows(text: string, otherwise: Role, centreId: string): InvitedRow[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.split(BETWEEN).map((part) => part.trim()))
    .filter(([email]) => email)
    .map(([email = "", role = ""]) => ({
      ...emptyRow(roleOf(role) ?? otherwise, centreId),
      email,
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
  const children = row.children.map(({ studentId }) => (studentId ? undefined : CHOOSE_THE_CHILD));
  return {
    ...(!row.email.trim() && { email: "Type an e-mail address" }),
    ...(row.role === "PARENT" && children.some(Boolean) && { children }),
  };
}

export function requestOf(centreId: string, rows: readonly InvitedRow[]): InvitationsRequest {
  const invitations = rows.map(({ email, role, children }) => ({
    email: email.trim(),
    role,
    ...(role === "PARENT" && { children: chosenChildren(children) }),
  }));
  return { centreId, invitations };
}

/** What the core said of a row, by its number. */
export function refusalsOf(
  problem: ProblemError | null,
  number: number,
  row: InvitedRow,
): RowErrors {
  const at = (field: string) => problem?.fieldError(`invitations.${number}.${field}`);
  const [email, role] = [at("email"), at("role")];
  const children = childRefusals(row.children.length, at);
  return {
    ...(email && { email }),
    ...(role && { role }),
    ...(children.some(Boolean) && { children }),
  };
}
