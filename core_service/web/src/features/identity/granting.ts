/** Which roles one may give and end where; the core decides, the pages offer no more than it allows (R280 to R283). */
import type { Me, Permission, Role } from "~/lib/contract";

const NEEDED: Readonly<Record<Role, Permission>> = {
  STUDENT: "STUDENT_MANAGE",
  PARENT: "STUDENT_MANAGE",
  TEACHER: "TUTOR_MANAGE",
  ASSESSOR: "TUTOR_MANAGE",
  SUPERVISOR: "CENTRE_MANAGE",
  ADMIN: "CENTRE_MANAGE",
  SUPER_ADMIN: "CENTRE_MANAGE",
};

const GIVEN_ONLY_BY: Partial<Record<Role, readonly Role[]>> = {
  ADMIN: ["ADMIN", "SUPER_ADMIN"],
  SUPER_ADMIN: ["SUPER_ADMIN"],
};

const ROLES = Object.keys(NEEDED) as Role[];

/** Those of a centre; the franchise's own role belongs to none and stands where `centreId` is null. */
export function grantableRoles(me: Me, centreId: string | null): Role[] {
  return ROLES.filter(
    (role) => (role === "SUPER_ADMIN") === (centreId === null) && mayGrant(me, role, centreId),
  );
}

/** A role of the franchise holds in every centre. */
export function mayGrant(me: Me, role: Role, centreId: string | null): boolean {
  const isThere = (held: { centreId: string | null }) =>
    held.centreId === centreId || held.centreId === null;
  const isAllowed = me.permissions.some(
    (held) => isThere(held) && held.permissions.includes(NEEDED[role]),
  );
  const givers = GIVEN_ONLY_BY[role];
  return (
    isAllowed && (!givers || me.roles.some((held) => isThere(held) && givers.includes(held.role)))
  );
}
