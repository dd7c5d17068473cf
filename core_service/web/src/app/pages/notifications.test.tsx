/**
 * News arrives at the bell without a reload; opening it marks it as read; each kind is told as one wants.
 * The bad cases: a list that does not load, a switch that is refused stays as it was.
 */
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { routes } from "~/app/router";
import type { Notification } from "~/features/notifications/api";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";

afterEach(() => {
  vi.unstubAllGlobals();
});

const hand: Notification = {
  id: "news-1",
  centreId: "centre-1",
  kind: "HAND_WAITING",
  studentId: "maya",
  title: "Maya waits for help",
  text: "Her hand has been up for 6 minutes.",
  path: "/dashboard/help-waits",
  createdAt: "2026-11-30T16:00:00Z",
  readAt: null,
};
const preference = { kind: "HAND_WAITING", inApp: true, email: false } as const;

function aCore(over: Parameters<typeof fakeCore>[0] = {}) {
  return fakeCore({
    "GET /api/auth/me": () => ({ body: aTutor }),
    "GET /api/academic/sessions": () => ({ body: { items: [], nextCursor: null } }),
    "GET /api/notifications/unread-count": () => ({ body: { unread: 3 } }),
    "GET /api/notifications": () => ({ body: { items: [hand], nextCursor: null } }),
    "GET /api/notifications/preferences": () => ({ body: { items: [preference] } }),
    ...over,
  });
}

const PATH = "/dashboard/notifications";

it("shows the bell's number, the news, and marks one or all as read", async () => {
  const core = aCore({
    "POST /api/notifications/news-1/read": () => ({ body: { ...hand, readAt: hand.createdAt } }),
    "POST /api/notifications/read-all": () => ({ body: { read: 1, unread: 2 } }),
  });
  renderApp(routes, PATH);
  expect(await screen.findByRole("link", { name: "Notices, 3 unread" })).toBeVisible();
  expect(await screen.findByText("Her hand has been up for 6 minutes.")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Mark as read: Maya waits for help" }));
  await userEvent.click(screen.getByRole("button", { name: "Mark all as read" }));
  await waitFor(() =>
    expect(core.asked).toContainEqual({
      call: "POST /api/notifications/read-all",
      body: { until: hand.createdAt },
    }),
  );
  expect(core.asked.map(({ call }) => call)).toContain("POST /api/notifications/news-1/read");
});

it("keeps a switch as it was when the change is refused, with Retry", async () => {
  aCore({
    "PATCH /api/notifications/preferences": () => problem(503, "unavailable", "Please try again."),
  });
  renderApp(routes, PATH);
  const byMail = await screen.findByLabelText("A hand that nobody has answered: by e-mail");
  await userEvent.click(byMail);
  expect(await screen.findByText("Please try again.")).toBeVisible();
  expect(byMail).not.toBeChecked();
});

it("says that the list could not be loaded", async () => {
  aCore({ "GET /api/notifications": () => problem(503, "unavailable", "The database is away.") });
  renderApp(routes, PATH);
  expect(await screen.findByText("Your notices could not be loaded")).toBeVisible();
});
