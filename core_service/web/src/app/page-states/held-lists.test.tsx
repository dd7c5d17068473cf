/**
 * On every page with a live list: whoever points at a row keeps it under the pointer as something new comes before it,
 * reads how many wait, and shows them by a press (UI 3).
 */
import { QueryClient } from "@tanstack/react-query";
import { act, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { anItem, aReview } from "~/features/assessment/testing";
import { aDay, aDaySession } from "~/features/my-day/testing";
import { aSession } from "~/features/room/components/testing";
import { fakeCore } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";
import { routes } from "../router";
import { A_CALM_DAY } from "./centre-pages";
import { nothingAt, type PageState, staffWith } from "./page-state";

interface LiveList {
  at: string;
  me: PageState["me"];
  call: string;
  /** A row with this name. */
  row: (name: string) => object;
  /** Such rows as the core's answer; a list in pages where it is not said. */
  body?: (rows: object[]) => object;
  beside?: PageState["beside"];
}

const WHEN = "2026-11-17T16:00:00Z";
const person = (name: string) => ({ id: name, name, avatarUrl: null, schoolGrade: 7 });
const markers = staffWith("ASSESSMENT_QUEUE_VIEW");
const hand = (name: string) => ({
  id: name,
  sessionId: "session-1",
  studentId: name,
  studentName: name,
  status: "PENDING",
  priority: name === "Zara" ? "NORMAL" : "URGENT",
  message: null,
  picture: null,
  createdAt: WHEN,
});
const today = (over: object) => ({ ...A_CALM_DAY, serverTime: WHEN, ...over });
const recommended = (name: string) => ({
  recommendation: {
    id: name,
    studentId: name,
    kind: "LEVEL_UP",
    status: "OPEN",
    fromLevel: 4,
    toLevel: 5,
    words: "",
    evidence: [],
    createdAt: WHEN,
    decidedLevel: null,
  },
  studentName: name,
  courseName: "English",
  proposedBy: null,
  unitTitle: null,
});

const LISTS: Record<string, LiveList> = {
  "the marking queue": {
    at: "/dashboard/assessments",
    ...markers,
    call: "GET /api/assessment/queue",
    row: (name) => anItem(1, { attemptId: name, student: person(name) }),
  },
  "the queue beside the work": {
    at: "/dashboard/assessments/review-1",
    ...markers,
    call: "GET /api/assessment/queue",
    row: (name) => anItem(2, { attemptId: name, student: person(name) }),
    beside: { "GET /api/assessment/reviews/review-1": () => ({ body: aReview(1) }) },
  },
  "level reviews": {
    at: "/dashboard/assessments/levels",
    ...markers,
    call: "GET /api/assessment/recommendations",
    row: recommended,
  },
  placement: {
    at: "/dashboard/assessments/placement",
    ...markers,
    call: "GET /api/assessment/placements",
    row: (name) => ({
      student: person(name),
      course: { id: "english", name: "English", subjectArea: "English" },
      centreId: "centre-1",
      suggestion: null,
      waitingSince: WHEN,
    }),
  },
  messages: {
    at: "/dashboard/messages",
    ...staffWith("SESSION_CONDUCT"),
    call: "GET /api/threads",
    row: (name) => ({
      id: name,
      centreId: "centre-1",
      student: person(name),
      guardian: person("Ada"),
      lastMessage: null,
      unreadCount: 0,
    }),
    body: (items) => ({ items, nextCursor: null, unreadTotal: 0 }),
  },
  jobs: {
    at: "/admin/jobs",
    ...staffWith("SYSTEM_SETTINGS"),
    call: "GET /api/jobs",
    row: (name) => ({
      id: name,
      name: "notifications.letter",
      centreId: null,
      state: "FAILED",
      error: name,
      tries: 5,
      dueAt: WHEN,
      doneAt: null,
      failedAt: WHEN,
      progress: null,
      total: null,
    }),
    beside: nothingAt("jobs/counts", "jobs/dead-reports"),
  },
  "my day": {
    at: "/dashboard/tutor/my-day",
    ...staffWith("SESSION_CONDUCT"),
    call: "GET /api/academic/tutor/my-day",
    row: (name) => aDaySession(aSession({ id: name, name })),
    body: (rows) => aDay({ today: rows as never }),
  },
  "a centre's day": {
    at: "/dashboard/centre",
    ...staffWith("CENTRE_MANAGE"),
    call: "GET /api/centre/today",
    row: (name) => ({ request: hand(name), sessionName: "", waitsSeconds: 60, isLate: false }),
    body: (unansweredHands) => today({ unansweredHands }),
  },
  "help waits": {
    at: "/dashboard/help-waits",
    ...staffWith("HELP_REQUEST_RESPOND"),
    call: "GET /api/help-requests",
    row: hand,
  },
  notices: {
    at: "/dashboard/notifications",
    ...staffWith("SESSION_CONDUCT"),
    call: "GET /api/notifications",
    row: (name) => ({ id: name, title: name, text: "", path: "/", createdAt: WHEN, readAt: WHEN }),
    beside: nothingAt("notifications/preferences"),
  },
};

afterEach(() => {
  vi.unstubAllGlobals();
});

const inPages = (items: object[]) => ({ items, nextCursor: null });

it.each(Object.entries(LISTS))("%s", async (_, { at, me, call, row, body = inPages, beside }) => {
  const zara = row("Zara");
  let rows = [zara];
  fakeCore({
    ...nothingAt("academic/sessions", "courses", "levels", "assessment/queue"),
    "GET /api/auth/me": () => ({ body: me }),
    "GET /api/notifications/unread-count": () => ({ body: { unread: 0 } }),
    ...beside,
    [call]: () => ({ body: body(rows) }),
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  renderApp(routes, at, queries);
  const words = /Zara/;
  fireEvent.pointerEnter((await screen.findAllByText(words))[0] as HTMLElement);
  rows = [row("Anna"), zara];
  await act(() => queries.invalidateQueries());
  const news = await screen.findByText("1 new");
  expect(screen.queryByText(/Anna/)).toBeNull();
  fireEvent.click(news);
  const [first, second] = screen.getAllByText(/^(Anna|Zara)/);
  expect(first).toHaveTextContent("Anna");
  expect(second).toHaveTextContent("Zara");
});
