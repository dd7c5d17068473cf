/**
 * Two planners change the same class, weekly lesson or session, or call one off: the second sees both versions and
 * chooses (UI 3).
 * The good case: one's own is kept over theirs, knowingly. The bad ones: theirs is taken; nothing is overwritten unseen.
 */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { aSession } from "~/features/room/components/testing";
import { aTutor, type FakeCore, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";
import { routes } from "../router";

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe = vi.fn();
      unobserve = vi.fn();
      disconnect = vi.fn();
    },
  );
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const empty = { body: { items: [], nextCursor: null } };
const planned = aSession({ id: "session-1", status: "SCHEDULED" });
const yearSix = {
  id: "year-6",
  centreId: "centre-1",
  name: "Year 6",
  description: null,
  isActive: true,
  studentCount: 0,
};
const studyHall = {
  id: "hall",
  centreId: "centre-1",
  name: "Study hall",
  dayOfWeek: "MONDAY",
  startTime: "16:00",
  endTime: "17:30",
  tutor: { id: "helen", name: "Helen Marsh", avatarUrl: null },
  room: null,
  sessionMode: "PHYSICAL",
  maxCapacity: 15,
  studentCount: 0,
};

interface Conflict {
  at: string;
  /** Where the stored thing is read, with its version, and changed. */
  path: string;
  /** The act that changes it, where it is not a PATCH there. */
  act?: string;
  /** What the act answers, where it is not the stored thing alone. */
  answer?: object;
  stored: object;
  theirs: object;
  theirWords: RegExp;
  /** Opens the form and changes something. */
  change: () => Promise<void>;
  /** Sends it. */
  send: () => Promise<void>;
}

const click = async (name: string) =>
  userEvent.click(await screen.findByRole("button", { name, hidden: true }));

const CONFLICTS: Record<string, Conflict> = {
  "a class": {
    at: "/admin/classes?class=year-6",
    path: "/api/academic/classes/year-6",
    stored: yearSix,
    theirs: { ...yearSix, name: "Writers" },
    theirWords: /Writers/,
    change: async () => userEvent.type(await screen.findByLabelText("Name"), " and 7"),
    send: () => click("Save"),
  },
  "a weekly lesson": {
    at: "/admin/timetable?show=weekly",
    path: "/api/academic/templates/hall",
    answer: { template: studyHall, sessions: [] },
    stored: studyHall,
    theirs: { ...studyHall, startTime: "15:00" },
    theirWords: /Monday, 15:00 to 17:30/,
    change: async () => {
      await userEvent.click(await screen.findByRole("button", { name: /Change/ }));
      await userEvent.type(await screen.findByLabelText("Name"), " two");
      await click("See what changes");
    },
    send: () => click("Change them"),
  },
  "a session": {
    at: "/dashboard/tutor/sessions/session-1",
    path: "/api/sessions/session-1",
    stored: planned,
    theirs: { ...planned, scheduledEnd: "2026-11-17T19:00:00Z" },
    theirWords: /to 19:00/,
    change: async () => {
      await click("Move");
      const from = await screen.findByLabelText("From");
      await userEvent.clear(from);
      await userEvent.type(from, "15:30");
    },
    send: async () => {
      const dialog = within(screen.getByRole("dialog"));
      await userEvent.click(dialog.getByRole("button", { name: "Move" }));
    },
  },
  "a substitute": {
    at: "/dashboard/tutor/sessions/session-1",
    path: "/api/sessions/session-1",
    act: "POST /api/sessions/session-1/substitute",
    stored: planned,
    theirs: { ...planned, substituteTutor: { id: "owen", name: "Owen Ash", avatarUrl: null } },
    theirWords: /Owen Ash teaches/,
    change: () => click("Substitute"),
    send: () => click(`${planned.tutor.name} teaches`),
  },
  "a cancellation": {
    at: "/dashboard/tutor/sessions/session-1",
    path: "/api/sessions/session-1",
    act: "POST /api/sessions/session-1/cancel",
    stored: planned,
    theirs: { ...planned, scheduledEnd: "2026-11-17T19:00:00Z" },
    theirWords: /to 19:00/,
    change: () => click("Cancel it"),
    send: () => click("Cancel the session"),
  },
};

function open({ at, path, stored }: Conflict): FakeCore {
  const permissions = ["SCHEDULE_MANAGE", "SESSION_VIEW_STUDENTS", "SESSION_CONDUCT"];
  const me = { ...aTutor, permissions: [{ centreId: "centre-1", permissions }] };
  const dashboard = { session: planned, enrollments: [], attendance: [], serverTime: "" };
  const core = fakeCore({
    "GET /api/auth/me": () => ({ body: me }),
    "GET /api/notifications/unread-count": () => ({ body: { unread: 0 } }),
    "GET /api/academic/sessions": () => empty,
    "GET /api/sessions/session-1/dashboard": () => ({ body: dashboard }),
    "GET /api/sessions/session-1/timeline": () => empty,
    "GET /api/academic/classes/year-6/members": () => empty,
    "GET /api/academic/templates": () => ({ body: { items: [studyHall], nextCursor: null } }),
    "POST /api/academic/templates/hall/preview": () => ({ body: { sessions: [] } }),
    "GET /api/academic/rooms": () => empty,
    "GET /api/users": () => empty,
    "GET /api/students": () => empty,
    "GET /api/courses": () => empty,
    "GET /api/waitlist": () => empty,
    [`GET ${path}`]: () => ({ body: stored, headers: { ETag: '"first"' } }),
  });
  renderApp(routes, at);
  return core;
}

async function collide(conflict: Conflict) {
  const core = open(conflict);
  await conflict.change();
  const tags: (string | null)[] = [];
  core.replies[conflict.act ?? `PATCH ${conflict.path}`] = (request) => {
    tags.push(request.headers.get("If-Match"));
    if (request.headers.get("If-Match") === '"second"') {
      return { body: conflict.answer ?? conflict.stored };
    }
    return problem(412, "stale_edit", "This has been changed since you read it.");
  };
  core.replies[`GET ${conflict.path}`] = () => ({
    body: conflict.theirs,
    headers: { ETag: '"second"' },
  });
  await conflict.send();
  const theirs = await screen.findByRole("region", { name: "Their version", hidden: true });
  return { tags, theirs };
}

it.each(Object.entries(CONFLICTS))("%s: both are shown, and mine is kept", async (_, conflict) => {
  const { tags, theirs } = await collide(conflict);
  expect(theirs).toHaveTextContent(conflict.theirWords);
  await click("Keep mine");
  await waitFor(() => expect(tags).toEqual(['"first"', '"second"']));
  await waitFor(() => expect(screen.queryByText("Theirs")).toBeNull());
});

it.each(Object.entries(CONFLICTS))("%s: theirs is taken", async (_, conflict) => {
  const { tags } = await collide(conflict);
  await click("Take theirs");
  await waitFor(() => expect(screen.queryByText("Theirs")).toBeNull());
  expect(tags).toEqual(['"first"']);
});
