/**
 * A parent and the tutors write to each other: what waits is counted, read when it is opened, and answered.
 * The bad cases: a message that does not go keeps its words and goes once by the same key, words that the core refuses
 * are refused at the field, a list that does not load, another role.
 */
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { routes } from "~/app/router";
import type { Thread, ThreadMessage } from "~/features/messages/api";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";

afterEach(() => {
  vi.unstubAllGlobals();
});

const person = (id: string, name: string) => ({ id, name, avatarUrl: null });
const fromParent: ThreadMessage = {
  id: "message-1",
  sender: person("adaeze", "Adaeze Okafor"),
  isFromFamily: true,
  text: "Maya found fractions hard.",
  createdAt: "2026-11-29T16:00:00Z",
};
const thread: Thread = {
  id: "thread-1",
  centreId: "centre-1",
  student: person("maya", "Maya Okafor"),
  guardian: person("adaeze", "Adaeze Okafor"),
  lastMessage: fromParent,
  unreadCount: 1,
};
const aParent = {
  ...aTutor,
  roles: [{ role: "PARENT", centreId: "centre-1" }],
  permissions: [{ centreId: "centre-1", permissions: ["CHILD_VIEW"] }],
};
const maya = {
  ...person("maya", "Maya Okafor"),
  schoolGrade: 7,
  ageTier: "SENIOR",
  centres: [{ id: "centre-1", name: "Riverside", timezone: "UTC" }],
};

function aCore(me: object, threads: Thread[], over: Parameters<typeof fakeCore>[0] = {}) {
  return fakeCore({
    "GET /api/auth/me": () => ({ body: me }),
    "GET /api/academic/sessions": () => ({ body: { items: [], nextCursor: null } }),
    "GET /api/notifications/unread-count": () => ({ body: { unread: 0 } }),
    "GET /api/parent/children": () => ({ body: { items: [{ child: maya }] } }),
    "GET /api/threads": () => ({
      body: { items: threads, nextCursor: null, unreadTotal: threads.length },
    }),
    "GET /api/threads/thread-1": () => ({
      body: { ...thread, tutors: [person("helen", "Helen Marsh")] },
    }),
    "GET /api/threads/thread-1/messages": () => ({
      body: { items: [fromParent], nextCursor: null },
    }),
    "POST /api/threads/thread-1/read": () => ({ body: {} }),
    ...over,
  });
}

const posts = (core: ReturnType<typeof aCore>, path: string) =>
  core.asked.filter(({ call }) => call === `POST ${path}`);

it("shows the threads of those whom one teaches, opens one, and marks it as read", async () => {
  const core = aCore(aTutor, [thread]);
  renderApp(routes, "/dashboard/messages");
  expect(await screen.findByText("1 new")).toBeVisible();
  await userEvent.click(screen.getByRole("link", { name: /Maya Okafor/ }));
  expect(await screen.findByText("Maya found fractions hard.")).toBeVisible();
  await waitFor(() => expect(posts(core, "/api/threads/thread-1/read")).not.toEqual([]));
});

it("keeps the words of a message that does not go, and sends it again by the same key", async () => {
  const keys: (string | null)[] = [];
  const core = aCore(aTutor, [thread], {
    "POST /api/threads/thread-1/messages": (request) => {
      keys.push(request.headers.get("Idempotency-Key"));
      return keys.length === 1
        ? problem(503, "unavailable", "Please try again.")
        : { status: 201, body: fromParent };
    },
  });
  renderApp(routes, "/dashboard/messages?thread=thread-1");
  const field = await screen.findByLabelText("Write to Adaeze Okafor");
  await userEvent.type(field, "We go on with them on Thursday.");
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  expect(await screen.findByText("Please try again.")).toBeVisible();
  expect(field).toHaveValue("We go on with them on Thursday.");
  await userEvent.click(screen.getByRole("button", { name: "Retry" }));
  await waitFor(() => expect(field).toHaveValue(""));
  expect(keys[0]).toBeTruthy();
  expect(keys[1]).toBe(keys[0]);
  expect(posts(core, "/api/threads/thread-1/messages")).toHaveLength(2);
});

it("shows at the field what the core refuses", async () => {
  aCore(aTutor, [thread], {
    "POST /api/threads/thread-1/messages": () =>
      problem(422, "invalid", "Some fields are not valid.", {
        errors: [{ path: "text", message: "is too long" }],
      }),
  });
  renderApp(routes, "/dashboard/messages?thread=thread-1");
  await userEvent.type(
    await screen.findByLabelText("Write to Adaeze Okafor"),
    "Hello{Control>}{Enter}",
  );
  expect(await screen.findByText("is too long")).toBeVisible();
});

it("lets a parent begin where nothing is written yet", async () => {
  const core = aCore(aParent, [], {
    "POST /api/threads": () => ({ status: 201, body: thread }),
  });
  renderApp(routes, "/dashboard/parent/messages");
  await userEvent.type(await screen.findByLabelText("Write to the tutors"), "Is Thursday on?");
  await userEvent.click(screen.getByRole("button", { name: "Send" }));
  await waitFor(() =>
    expect(posts(core, "/api/threads").map(({ body }) => body)).toEqual([
      { studentId: "maya", centreId: "centre-1", guardianId: null, text: "Is Thursday on?" },
    ]),
  );
});

it("counts what waits at the parent's tab", async () => {
  aCore(aParent, [thread]);
  renderApp(routes, "/dashboard/parent/messages");
  expect((await screen.findByText("unread")).parentElement).toHaveTextContent("1 unread");
  expect(await screen.findByText(/Read by Helen Marsh and the centre’s supervisors/)).toBeVisible();
});

it("says that the threads could not be loaded", async () => {
  aCore(aTutor, [], { "GET /api/threads": () => problem(503, "unavailable", "Away.") });
  renderApp(routes, "/dashboard/messages");
  expect(await screen.findByText("The messages could not be loaded")).toBeVisible();
});

it("is not open to who neither teaches nor manages students", async () => {
  aCore(aParent, []);
  renderApp(routes, "/dashboard/messages");
  expect(await screen.findByText(/It needs the permission to lead sessions/)).toBeVisible();
});
