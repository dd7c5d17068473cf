/** What forms in tests are about: one of each, as the core tells of it. */
import { aSession } from "~/features/room/components/testing";

export const list = (...items: object[]) => ({ body: { items, nextCursor: null } });

export const tagged = (body: object) => () => ({ body, headers: { ETag: '"1"' } });

export const SESSION = aSession({ status: "SCHEDULED" });

export const CLASS = {
  id: "year-6",
  centreId: "centre-1",
  name: "Year 6",
  description: null,
  isActive: true,
  studentCount: 1,
};

export const COURSE = { id: "maths", name: "Mathematics", subjectArea: "Mathematics" };

/** What a letter of invitation offers. */
export const OFFER = {
  centreName: "Riverside",
  centreNames: ["Riverside"],
  children: 0,
  email: "new@example.org",
  expiresAt: "2026-11-24T16:00:00Z",
  hasAccount: false,
  role: "TEACHER" as const,
};

export const PERSON = {
  id: "ravi",
  name: "Ravi Menon",
  email: "ravi@riverside.example",
  avatarUrl: null,
  schoolGrade: null,
  ageTier: "SENIOR" as const,
  ageTierOverride: null,
  isActive: true,
  hasPictures: false,
  roles: [],
};

export const STUDENT = {
  id: "maya",
  name: "Maya Okafor",
  avatarUrl: null,
  schoolGrade: 7,
  ageTier: "SENIOR" as const,
  ageTierOverride: null,
  dateOfBirth: "2014-03-02",
  email: null,
  isActive: true,
};

export const STANDING = {
  courseId: "maths",
  centreId: "centre-1",
  courseName: "Mathematics",
  level: { level: 5, label: "Class 5" },
  readingAge: null,
  numeracyAge: null,
  comprehensionLevel: null,
  writingLevel: null,
  notes: null,
  lastAssessedAt: "2026-11-02T10:00:00Z",
  assessedById: "ingrid",
  assessedBy: "Ingrid Solberg",
};

export const TEMPLATE = {
  id: "weekly",
  centreId: "centre-1",
  name: "Tuesday study hall",
  dayOfWeek: "TUESDAY" as const,
  startTime: "16:00",
  endTime: "17:30",
  sessionMode: "PHYSICAL" as const,
  maxCapacity: 15,
  isActive: true,
  room: null,
  studentCamerasAllowed: false,
  studentCount: 0,
  tutor: { id: "ravi", name: "Ravi Menon", avatarUrl: null },
  videoMeetingUrl: null,
};
