/**
 * Each page of staff in the states that UI 3 asks for: loading, empty, failed with a way to try again and the
 * request's id, forbidden with the permission, no network, and old words that say how old they are.
 */
import { QueryClient } from "@tanstack/react-query";
import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { aSession } from "~/features/room/components/testing";
import { aTutor, type FakeCore, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";
import { routes } from "../router";

beforeAll(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const nothing = { items: [], nextCursor: null };
const aDay = {
  serverTime: "2026-11-17T16:00:00Z",
  centres: [{ id: "centre-1", name: "Riverside", timezone: "UTC" }],
  live: [],
  sessions: [],
  unansweredHands: [],
  uncovered: [],
  unmarkedAttendance: [],
  absences: [],
  queue: { waiting: 0, oldestSubmittedAt: null },
};

interface PageStates {
  path: string;
  permission: string;
  /** What the page is made of. */
  call: string;
  /** An answer that holds nothing. */
  empty: object;
  loading: string;
  failed: string;
  /** What an empty page says. */
  says: string | RegExp;
}

const PAGES: Record<string, PageStates> = {
  today: {
    path: "/dashboard/centre",
    permission: "CENTRE_MANAGE",
    call: "GET /api/centre/today",
    empty: aDay,
    loading: "Loading the day",
    failed: "The day could not be loaded",
    says: "No session is on.",
  },
  "help waits": {
    path: "/dashboard/help-waits",
    permission: "HELP_REQUEST_RESPOND",
    call: "GET /api/help-requests",
    empty: nothing,
    loading: "Looking for hands",
    failed: "Hands could not be loaded",
    says: "Nobody is waiting.",
  },
  calendar: {
    path: "/dashboard/tutor/sessions",
    permission: "SESSION_CONDUCT",
    call: "GET /api/academic/sessions",
    empty: nothing,
    loading: "Loading the sessions",
    failed: "The sessions could not be loaded",
    says: "No sessions this week",
  },
  "session detail": {
    path: "/dashboard/tutor/sessions/session-1",
    permission: "SESSION_VIEW_STUDENTS",
    call: "GET /api/sessions/session-1",
    empty: aSession({ id: "session-1", students: [] }),
    loading: "Loading the session",
    failed: "It could not be loaded",
    says: /0 of \d+ places/,
  },
  timetable: {
    path: "/admin/timetable",
    permission: "SCHEDULE_MANAGE",
    call: "GET /api/academic/sessions",
    empty: nothing,
    loading: "Loading the week",
    failed: "The week could not be loaded",
    says: "Nothing is planned this week",
  },
  classes: {
    path: "/admin/classes",
    permission: "SESSION_VIEW_STUDENTS",
    call: "GET /api/academic/classes",
    empty: nothing,
    loading: "Loading the classes",
    failed: "Classes could not be loaded",
    says: "No classes yet",
  },
  "marking queue": {
    path: "/dashboard/assessments",
    permission: "ASSESSMENT_QUEUE_VIEW",
    call: "GET /api/assessment/queue",
    empty: nothing,
    loading: "Loading the queue",
    failed: "The queue could not be loaded",
    says: "All marked",
  },
  library: {
    path: "/dashboard/library",
    permission: "CONTENT_ASSIGN",
    call: "GET /api/courses",
    empty: nothing,
    loading: "Loading the library",
    failed: "The library could not be loaded",
    says: "No courses yet",
  },
};

const BESIDE: Parameters<typeof fakeCore>[0] = {
  "GET /api/notifications/unread-count": () => ({ body: { unread: 0 } }),
  "GET /api/help-requests/statistics": () => problem(404, "not_found", "Nothing was counted yet."),
  "GET /api/levels": () => ({ body: nothing }),
  "GET /api/courses": () => ({ body: nothing }),
};

/** The page for somebody who may see it, where nothing is said of the permissions. */
function open(
  page: PageStates,
  reply: FakeCore["replies"][string],
  permissions = [page.permission],
) {
  const me = { ...aTutor, permissions: [{ centreId: "centre-1", permissions }] };
  const core = fakeCore({
    ...BESIDE,
    "GET /api/auth/me": () => ({ body: me }),
    [page.call]: reply,
  });
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  renderApp(routes, page.path, queries);
  return { core, queries };
}

/** As when the network is gone: the call does not come back with an answer. */
const unreachable = () => {
  throw new TypeError("Failed to fetch");
};

describe.each(Object.entries(PAGES))("%s", (_, page) => {
  it("shows that it loads, then why it is empty", async () => {
    const held: (() => void)[] = [];
    const { core } = open(page, () => ({ body: page.empty }));
    const answered = globalThis.fetch;
    vi.stubGlobal("fetch", async (request: Request) => {
      const isCall = `${request.method} ${new URL(request.url).pathname}` === page.call;
      if (isCall) await new Promise<void>((resolve) => held.push(resolve));
      return answered(request);
    });
    expect(await screen.findByRole("status", { name: page.loading })).toBeInTheDocument();
    vi.stubGlobal("fetch", answered);
    await act(async () => held.forEach((answer) => answer()));
    expect(await screen.findByText(page.says)).toBeVisible();
    expect(core.asked.some(({ call }) => call === page.call)).toBe(true);
  });

  it("says what failed, with the request's id, and tries again", async () => {
    const { core } = open(page, () => problem(500, "broken", "The database is being restarted."));
    expect(await screen.findByRole("heading", { name: page.failed })).toBeVisible();
    expect(screen.getByText("The database is being restarted.")).toBeVisible();
    expect(screen.getAllByText("Request req-7")[0]).toBeVisible();
    core.replies[page.call] = () => ({ body: page.empty });
    for (const retry of screen.getAllByRole("button", { name: "Try again" })) {
      await userEvent.click(retry);
    }
    expect(await screen.findByText(page.says)).toBeVisible();
  });

  it("names the permission that is missing", async () => {
    open(page, () => ({ body: page.empty }), []);
    expect(await screen.findByRole("heading", { level: 1, name: /not open to you/ })).toBeVisible();
  });

  it("says when there is no network", async () => {
    open(page, unreachable);
    expect(await screen.findByRole("heading", { name: page.failed })).toBeVisible();
    expect(screen.getByText(/Check the network/)).toBeVisible();
  });

  it("keeps what it had while it reconnects, and says from when it is", async () => {
    const { core, queries } = open(page, () => ({ body: page.empty }));
    await screen.findByText(page.says);
    core.replies[page.call] = unreachable;
    await act(() => queries.invalidateQueries());
    expect(await screen.findByText(/Reconnecting. Showing \d\d:\d\d:\d\d/)).toBeVisible();
    expect(screen.getByText(page.says)).toBeVisible();
  });
});
