/** What a signed-in person may do; the pages ask here, the core decides. */
import type { Me, Permission, Role } from "~/lib/contract";
import { ROLE_WORDS } from "~/lib/role-words";

export function hasPermission(me: Me, permission: Permission): boolean {
  return me.permissions.some((held) => held.permissions.includes(permission));
}

export function hasRole(me: Me, ...roles: Role[]): boolean {
  return me.roles.some((held) => roles.includes(held.role));
}

/** Where a person begins: those who run a centre with its day, tutors with theirs, assessors with the queue (UI 4). */
export function homePath(me: Me): string {
  if (hasPermission(me, "CENTRE_MANAGE")) return "/dashboard/centre";
  if (hasPermission(me, "SESSION_CONDUCT")) return "/dashboard/tutor/my-day";
  if (hasPermission(me, "ASSESSMENT_QUEUE_VIEW")) return "/dashboard/assessments";
  if (hasRole(me, "STUDENT")) return "/dashboard/student";
  if (hasPermission(me, "CHILD_VIEW")) return "/dashboard/parent";
  return "/dashboard/profile";
}

export function roleWords(me: Me): string {
  return [...new Set(me.roles.map(({ role }) => ROLE_WORDS[role]))].join(", ");
}
