/**
 * A parent understands in a minute how a child gets on, and says with two touches that the child cannot come.
 * The bad cases: a refusal keeps what was typed, a child of somebody else, no child at all, another role.
 */
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { routes } from "~/app/router";
import type { Child, ChildProgress, ComingLesson } from "~/features/family/api";
import { A_CHILDS_SESSION } from "~/features/family/testing";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";

afterEach(() => {
  vi.unstubAllGlobals();
});

const NOW = Date.now();
const daysAgo = (days: number) => new Date(NOW - days * 86_400_000).toISOString();

const aParent = {
  ...aTutor,
  roles: [{ role: "PARENT", centreId: "centre-1" }],
  permissions: [{ centreId: "centre-1", permissions: ["CHILD_VIEW"] }],
};

const child = (id: string, name: string): Child => ({
  id,
  name,
  avatarUrl: null,
  schoolGrade: 7,
  ageTier: "SENIOR",
  centres: [{ id: "centre-1", name: "Riverside", timezone: "UTC" }],
});
const maya = child("maya", "Maya Okafor");
const kofi = child("kofi", "Kofi Okafor");

function progressOf(person: Child): ChildProgress {
  const lesson: ComingLesson = {
    sessionId: "session-2",
    centreId: "centre-1",
    name: "Thursday study hall",
    date: "2026-12-03",
    scheduledStart: "2026-12-03T16:00:00Z",
    scheduledEnd: "2026-12-03T17:30:00Z",
    status: "SCHEDULED",
    sessionMode: "PHYSICAL",
    courseNames: ["English"],
    tutorName: "Helen Marsh",
    roomName: "Room 2",
    absenceNotice: null,
  };
  return {
    child: person,
    sentence: `${person.name} came twice this week and moved up in English.`,
    subjects: [
      {
        centreId: "centre-1",
        courseId: "english",
        courseName: "English",
        subjectArea: "English",
        level: { level: 6, label: "Class 6" },
        readingAge: 11.17,
        numeracyAge: null,
        lastAssessedAt: daysAgo(5),
        unitsTotal: 6,
        unitsLeft: 2,
        steps: [
          { at: daysAgo(80), level: 5 },
          { at: daysAgo(5), level: 6 },
        ],
        changes: [],
      },
    ],
    sessions: {
      items: [
        {
          ...A_CHILDS_SESSION,
          minutes: 85,
          attendance: "PRESENT",
          exercisesCompleted: 1,
          exercises: [
            {
              exerciseId: "commas",
              title: "Commas",
              questionCount: 8,
              answeredCount: 8,
              isCompleted: true,
              percent: 88,
            },
          ],
          notes: [
            {
              id: "note-1",
              content: "A very good question today.",
              tutorName: "Helen Marsh",
              createdAt: daysAgo(2),
            },
          ],
        },
      ],
      nextCursor: null,
    },
    markedWork: { items: [], nextCursor: null },
    nextSession: lesson,
    comingSessions: [lesson],
    catchUps: [],
    attendance: {} as ChildProgress["attendance"],
    idea: { words: "Cut a pancake into quarters.", minutes: 5 },
  };
}

function aCore(family: Child[], over: Parameters<typeof fakeCore>[0] = {}) {
  const rows = family.map((each) => ({ child: each, courses: [], nextSession: null }));
  return fakeCore({
    "GET /api/auth/me": () => ({ body: aParent }),
    "GET /api/parent/children": () => ({ body: { items: rows } }),
    "GET /api/parent/children/maya": () => ({ body: progressOf(maya) }),
    "GET /api/parent/children/kofi": () => ({ body: progressOf(kofi) }),
    ...over,
  });
}

beforeEach(() => {
  vi.stubGlobal("speechSynthesis", undefined);
});

it("tells the week, the level and the lesson, and lets the parent change children", async () => {
  aCore([maya, kofi]);
  const router = renderApp(routes, "/");
  expect(await screen.findByRole("heading", { name: /Maya Okafor came twice/ })).toBeVisible();
  expect(router.state.location.pathname).toBe("/dashboard/parent");
  expect(screen.getByText(/^School class 7/)).toHaveTextContent(
    "School class 7, working at level 6",
  );
  expect(
    screen.getByRole("img", { name: /^level 5 from .*, level 6 from .*, until today$/ }),
  ).toBeVisible();
  expect(screen.getByText("2 of 6 units left before the next review")).toBeVisible();
  expect(screen.getByText("A very good question today.")).toBeVisible();
  expect(screen.getByText("88%")).toBeVisible();
  await userEvent.click(screen.getByRole("link", { name: /Kofi/ }));
  expect(await screen.findByRole("heading", { name: /Kofi Okafor came twice/ })).toBeVisible();
});

it("tells the centre that a child cannot come, and keeps the words when that fails", async () => {
  let isBroken = true;
  const core = aCore([maya], {
    "POST /api/academic/absence-notices": () =>
      isBroken ? problem(503, "unavailable", "Please try again.") : { status: 201, body: {} },
  });
  renderApp(routes, "/dashboard/parent/maya");
  await userEvent.click(await screen.findByRole("button", { name: "Maya can’t come" }));
  await userEvent.type(screen.getByLabelText(/Why can’t Maya come/), "Dentist");
  await userEvent.click(screen.getByRole("button", { name: "Tell the centre" }));
  expect(await screen.findByText("Please try again.")).toBeVisible();
  expect(screen.getByLabelText(/Why can’t Maya come/)).toHaveValue("Dentist");
  isBroken = false;
  await userEvent.click(screen.getByRole("button", { name: "Tell the centre" }));
  await waitFor(() =>
    expect(core.asked.filter(({ call }) => call.startsWith("POST")).at(-1)?.body).toEqual({
      sessionId: "session-2",
      studentId: "maya",
      reason: "Dentist",
    }),
  );
});

it("shows no child of somebody else, and says what to do without any", async () => {
  aCore([maya]);
  renderApp(routes, "/dashboard/parent/stranger");
  expect(await screen.findByText("This child is not yours to see")).toBeVisible();
});

it("explains an empty family", async () => {
  aCore([]);
  renderApp(routes, "/dashboard/parent");
  expect(await screen.findByText("No child is linked to you yet")).toBeVisible();
});

it("is not open to a tutor", async () => {
  aCore([], {
    "GET /api/auth/me": () => ({ body: aTutor }),
    "GET /api/academic/sessions": () => ({ body: { items: [], nextCursor: null } }),
  });
  renderApp(routes, "/dashboard/parent");
  expect(
    await screen.findByText(/It needs the permission to follow one's own child/),
  ).toBeVisible();
});
