import { expect, it } from "vitest";
import type { Me } from "~/lib/contract";
import { aTutor } from "~/testing/fake-core";
import { grantableRoles, mayGrant } from "./granting";

const someone = (role: string, centreId: string | null, permissions: string[]) =>
  ({
    ...aTutor,
    roles: [{ role, centreId }],
    permissions: [{ centreId, permissions }],
  }) as Me;
const MANAGER = ["STUDENT_MANAGE", "TUTOR_MANAGE", "CENTRE_MANAGE"];

it("lets supervisors give every role of their own centre but an administrator's", () => {
  const supervisor = someone("SUPERVISOR", "centre-1", MANAGER);
  expect(grantableRoles(supervisor, "centre-1")).toEqual([
    "STUDENT",
    "PARENT",
    "TEACHER",
    "ASSESSOR",
    "SUPERVISOR",
  ]);
  expect(grantableRoles(supervisor, "centre-2")).toEqual([]);
  expect(grantableRoles(supervisor, null)).toEqual([]);
});

it("lets administrators make administrators, and head office those of head office", () => {
  const admin = someone("ADMIN", "centre-1", MANAGER);
  expect(mayGrant(admin, "ADMIN", "centre-1")).toBe(true);
  expect(mayGrant(admin, "SUPER_ADMIN", null)).toBe(false);
  const headOffice = someone("SUPER_ADMIN", null, MANAGER);
  expect(grantableRoles(headOffice, null)).toEqual(["SUPER_ADMIN"]);
  expect(mayGrant(headOffice, "ADMIN", "centre-2")).toBe(true);
});

it("gives nobody anything without the permission", () => {
  expect(grantableRoles(someone("TEACHER", "centre-1", []), "centre-1")).toEqual([]);
});
