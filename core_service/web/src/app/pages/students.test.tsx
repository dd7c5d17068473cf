/**
 * Staff find a student by the address alone, add one with or without a sign-in, and see all that they may of one.
 * The bad cases: fields that the core refuses keep what was typed, nobody found, what is not one's to manage is not
 * there, an erasure that others' lessons forbid.
 */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { routes } from "~/app/router";
import type { StudentProfile, StudentRow } from "~/features/students/api";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";

afterEach(() => {
  vi.unstubAllGlobals();
});

const level = { level: 5, label: "Class 5" };
const row: StudentRow = {
  id: "maya",
  centreId: "centre-1",
  name: "Maya Okafor",
  avatarUrl: null,
  schoolGrade: 7,
  ageTier: "SENIOR",
  isActive: true,
  levels: [{ courseId: "maths", courseName: "Mathematics", level }],
  classes: [{ id: "class-1", name: "Tuesday group" }],
};
const change: StudentProfile["log"][number] = {
  id: "change-1",
  courseId: "maths",
  courseName: "Mathematics",
  metric: "LEVEL",
  previousValue: 4,
  newValue: 5,
  updateType: "LEVEL_ADVANCEMENT",
  reason: "All units mastered",
  updatedById: "ingrid",
  updatedBy: "Ingrid Solberg",
  reviewId: null,
  createdAt: "2026-11-02T10:00:00Z",
};
const profile: StudentProfile = {
  student: {
    id: "maya",
    name: "Maya Okafor",
    avatarUrl: null,
    schoolGrade: 7,
    ageTier: "SENIOR",
    ageTierOverride: null,
    dateOfBirth: "2014-03-02",
    email: null,
    isActive: true,
  },
  centreIds: ["centre-1"],
  classes: row.classes,
  courses: [
    {
      courseId: "maths",
      centreId: "centre-1",
      courseName: "Mathematics",
      level,
      readingAge: null,
      numeracyAge: null,
      comprehensionLevel: null,
      writingLevel: null,
      notes: null,
      lastAssessedAt: change.createdAt,
      assessedById: "ingrid",
      assessedBy: "Ingrid Solberg",
    },
  ],
  log: [change],
  recentSessions: [],
  comingSessions: [],
  recentWork: [],
  attendance: { since: "2026-09-07", present: 20, late: 1, absent: 2, excused: 0 },
  catchUps: [],
  guardians: [
    {
      id: "adaeze",
      centreId: "centre-1",
      name: "Adaeze Okafor",
      avatarUrl: null,
      email: "parent@riverside.example",
    },
  ],
  standingBookings: [],
};

const someone = (...permissions: string[]) => ({
  ...aTutor,
  permissions: [{ centreId: "centre-1", permissions }],
});
const aSupervisor = someone("SESSION_VIEW_STUDENTS", "STUDENT_MANAGE", "REPORTS_VIEW");
const empty = () => ({ body: { items: [], nextCursor: null } });

function aCore(me: object, over: Parameters<typeof fakeCore>[0] = {}) {
  return fakeCore({
    "GET /api/auth/me": () => ({ body: me }),
    "GET /api/academic/sessions": empty,
    "GET /api/notifications/unread-count": () => ({ body: { unread: 0 } }),
    "GET /api/academic/classes": empty,
    "GET /api/courses": () => ({
      body: { items: [{ id: "maths", name: "Mathematics" }], nextCursor: null },
    }),
    "GET /api/levels": () => ({ body: { items: [{ id: "l", level: 13, label: "Class 13" }] } }),
    "GET /api/students": () => ({ body: { items: [row], nextCursor: null } }),
    "GET /api/students/maya": () => ({ body: profile }),
    "GET /api/students/maya/academic-profile/log": () => ({
      body: { items: [change], nextCursor: null },
    }),
    "GET /api/reports/attendance": () => ({
      body: { figures: { days: [{ date: "2026-11-17", status: "ABSENT" }] } },
    }),
    "GET /api/privacy/exports": empty,
    "GET /api/privacy/erasures": empty,
    ...over,
  });
}

it("lists students as the address asks, with school class and working level", async () => {
  const asked: string[] = [];
  aCore(aSupervisor, {
    "GET /api/students": (request) => {
      asked.push(new URL(request.url).search);
      return { body: { items: [row], nextCursor: null } };
    },
  });
  renderApp(routes, "/dashboard/students?search=may&course=maths&level=5");
  expect(await screen.findByText("Maths 7→5")).toBeVisible();
  await userEvent.click(screen.getByRole("combobox", { name: "Level" }));
  expect(await screen.findByRole("option", { name: "13" })).toBeVisible();
  expect(asked[0]).toContain("search=may");
  expect(asked[0]).toContain("courseId=maths");
  expect(asked[0]).toContain("level=5");
});

it("says that nobody fits, with the way back to all", async () => {
  aCore(aSupervisor, { "GET /api/students": empty });
  renderApp(routes, "/dashboard/students?search=nobody");
  expect(await screen.findByText("Nobody like this")).toBeVisible();
  expect(screen.getByRole("button", { name: "Show everybody" })).toBeVisible();
});

it("adds a student without a sign-in, and keeps what was typed when a field is refused", async () => {
  let isRefused = true;
  const core = aCore(aSupervisor, {
    "POST /api/students": () =>
      isRefused
        ? problem(422, "invalid", "Some fields are not valid.", {
            errors: [{ path: "name", message: "is too long" }],
          })
        : { status: 201, body: { ...profile.student, centreId: "centre-1" } },
  });
  const router = renderApp(routes, "/dashboard/students");
  await userEvent.click(await screen.findByRole("button", { name: "Add a student" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByLabelText(/^Name/), "Maya Okafor");
  await userEvent.click(within(dialog).getByRole("button", { name: "Add the student" }));
  expect(await within(dialog).findByText("is too long")).toBeVisible();
  expect(within(dialog).getByLabelText(/^Name/)).toHaveValue("Maya Okafor");
  isRefused = false;
  await userEvent.click(within(dialog).getByRole("button", { name: "Add the student" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/dashboard/students/maya"));
  expect(core.asked.filter(({ call }) => call === "POST /api/students").at(-1)?.body).toEqual({
    name: "Maya Okafor",
    schoolGrade: null,
    dateOfBirth: null,
    email: null,
    centreId: "centre-1",
  });
});

it("shows levels with their reasons, the days of attendance and the family", async () => {
  aCore(aSupervisor);
  renderApp(routes, "/dashboard/students/maya");
  expect(await screen.findByText("All units mastered")).toBeVisible();
  expect(screen.getByText("Maths: level 4 → 5, moved up")).toBeVisible();
  expect(await screen.findByText("17 November: absent")).toBeInTheDocument();
  expect(screen.getByText("Adaeze Okafor")).toBeVisible();
});

it("shows a tutor no birthday, no erasure and no ending of links", async () => {
  aCore(someone("SESSION_VIEW_STUDENTS"));
  renderApp(routes, "/dashboard/students/maya");
  expect(await screen.findByText("All units mastered")).toBeVisible();
  expect(screen.queryByText("Birthday")).toBeNull();
  expect(screen.queryByText("What is kept of this student")).toBeNull();
  expect(screen.queryByRole("button", { name: /End the link/ })).toBeNull();
  expect(screen.queryByRole("button", { name: "Propose a level" })).toBeNull();
});

it("lets a tutor propose a level with a reason", async () => {
  const core = aCore(someone("SESSION_VIEW_STUDENTS", "CONTENT_ASSIGN"), {
    "POST /api/students/maya/level-proposals": () => ({ status: 201, body: {} }),
  });
  renderApp(routes, "/dashboard/students/maya");
  await userEvent.click(await screen.findByRole("button", { name: "Propose a level" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByLabelText(/Level that you propose/), "6");
  await userEvent.type(within(dialog).getByLabelText(/Why/), "Finds all of it easy.");
  await userEvent.click(within(dialog).getByRole("button", { name: "Propose" }));
  await waitFor(() =>
    expect(core.asked.find(({ call }) => call.endsWith("level-proposals"))?.body).toEqual({
      courseId: "maths",
      centreId: "centre-1",
      newLevel: 6,
      reason: "Finds all of it easy.",
    }),
  );
});

it("sends only what changed of a person, with the chosen size of the screen", async () => {
  const core = aCore(aSupervisor, { "PATCH /api/students/maya": () => ({ body: {} }) });
  renderApp(routes, "/dashboard/students/maya");
  await userEvent.click(await screen.findByRole("button", { name: "Change" }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("combobox", { name: "Size of the screen" }));
  await userEvent.click(await screen.findByRole("option", { name: "Junior, 8 to 11" }));
  await userEvent.click(within(dialog).getByRole("button", { name: "Save" }));
  await waitFor(() =>
    expect(core.asked.find(({ call }) => call === "PATCH /api/students/maya")?.body).toEqual({
      ageTierOverride: "JUNIOR",
    }),
  );
});

it("shows what an erasure would do before it is asked for, then when, and lets it be taken back", async () => {
  let erasure: object | null = null;
  const asked = {
    id: "erasure-1",
    personId: "maya",
    personName: "Maya Okafor",
    status: "WAITING",
    dueAt: "2026-12-14T10:00:00Z",
    cancelledAt: null,
  };
  aCore(aSupervisor, {
    "GET /api/privacy/erasures": () => ({
      body: { items: erasure ? [erasure] : [], nextCursor: null },
    }),
    "GET /api/privacy/erasures/preview": () => ({
      body: {
        personId: "maya",
        personName: "Maya Okafor",
        centreId: "centre-1",
        livesElsewhere: false,
        whatGoes: [{ label: "Answers", fate: "ANONYMISED", rows: 40 }],
        lessons: 0,
        templates: 0,
      },
    }),
    "POST /api/privacy/erasures": () => {
      erasure = asked;
      return { status: 201, body: asked };
    },
    "POST /api/privacy/erasures/erasure-1/cancel": () => {
      erasure = { ...asked, status: "CANCELLED", cancelledAt: "2026-11-30T10:00:00Z" };
      return { body: erasure };
    },
  });
  renderApp(routes, "/dashboard/students/maya");
  await userEvent.click(await screen.findByRole("button", { name: /Look at what an erasure/ }));
  expect(await screen.findByText("loses its words")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Forget Maya Okafor" }));
  expect(await screen.findByText(/will be forgotten on Monday 14 December/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Take it back" }));
  expect(await screen.findByText(/An erasure was taken back/)).toBeVisible();
});

it("invites a parent, and shows at the field why an address is refused", async () => {
  aCore(aSupervisor, {
    "POST /api/invitations": () =>
      problem(422, "invalid", "Some fields are not valid.", {
        errors: [{ path: "email", message: "is not an address" }],
      }),
  });
  renderApp(routes, "/dashboard/students/maya");
  const field = await screen.findByLabelText("The parent’s e-mail");
  await userEvent.type(field, "nobody");
  await userEvent.click(screen.getByRole("button", { name: "Send the invitation" }));
  expect(await screen.findByText("is not an address")).toBeVisible();
  expect(field).toHaveValue("nobody");
});

it("is not open to who has no students", async () => {
  aCore(someone("CHILD_VIEW"));
  renderApp(routes, "/dashboard/students");
  expect(
    await screen.findByText(/It needs the permission to see the students of sessions/),
  ).toBeVisible();
});
