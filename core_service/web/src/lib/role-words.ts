/** What the seven roles are called on the screen (C07). */
import type { Role } from "./contract";

export const ROLE_WORDS: Readonly<Record<Role, string>> = {
  STUDENT: "Student",
  TEACHER: "Tutor",
  SUPERVISOR: "Supervisor",
  ASSESSOR: "Assessor",
  ADMIN: "Administrator",
  PARENT: "Parent",
  SUPER_ADMIN: "Head office",
};

export const isRole = (text: string | null): text is Role => text !== null && text in ROLE_WORDS;
