/**
 * Those who run a centre read who did what, by filters that stand in the address, and try failed jobs again.
 * The bad cases: nothing fits, the list does not load, a retry is refused, the permission is missing.
 */
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { routes } from "~/app/router";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";

afterEach(() => {
  vi.unstubAllGlobals();
});

const list = (...items: object[]) => ({ body: { items, nextCursor: null } });
const RAVI = "11111111-1111-4111-8111-111111111111";
const entry = {
  id: "entry-1",
  centreId: "centre-1",
  at: "2026-11-17T16:00:00Z",
  actorId: RAVI,
  actorName: "Ravi Menon",
  actingRole: "ASSESSOR",
  action: "REVIEW_COMPLETE",
  resourceType: "AssessmentReview",
  resourceId: "review-1",
  requestId: "req-42",
  before: { status: "CLAIMED" },
  after: { status: "COMPLETED" },
  metadata: null,
};
const failed = {
  id: "job-1",
  name: "identity.write_invitation",
  centreId: "centre-1",
  state: "FAILED",
  dueAt: "2026-11-17T16:00:00Z",
  enqueuedAt: null,
  doneAt: null,
  failedAt: "2026-11-17T17:00:00Z",
  tries: 5,
  error: "ConnectionRefusedError: mail.example:25",
  progress: 3,
  total: 12,
};

function open(
  path: string,
  over: Parameters<typeof fakeCore>[0] = {},
  permissions = ["CENTRE_MANAGE", "SYSTEM_SETTINGS"],
) {
  const me = { ...aTutor, permissions: [{ centreId: "centre-1", permissions }] };
  const asked: URLSearchParams[] = [];
  const core = fakeCore({
    "GET /api/auth/me": () => ({ body: me }),
    "GET /api/academic/sessions": () => list(),
    "GET /api/users": () => list({ id: RAVI, name: "Ravi Menon" }),
    "GET /api/audit": (request) => {
      asked.push(new URL(request.url).searchParams);
      return list(entry);
    },
    "GET /api/jobs/counts": () =>
      list({ state: "FAILED", count: 1 }, { state: "DONE", count: 340 }),
    "GET /api/jobs": () => list(failed),
    "GET /api/jobs/dead-reports": () => list(),
    ...over,
  });
  return { core, asked, router: renderApp(routes, path) };
}

it("tells acts in sentences, with what was before and after and the request's id", async () => {
  open("/admin/audit");
  expect(await screen.findByText("Ravi Menon as assessor")).toBeVisible();
  await userEvent.click(screen.getByText("What changed"));
  expect(screen.getByText("CLAIMED")).toBeVisible();
  expect(screen.getByText("COMPLETED")).toBeVisible();
  expect(screen.getByText("Request req-42")).toBeVisible();
  expect(screen.getByRole("link", { name: "All that they did" })).toHaveAttribute(
    "href",
    `/admin/audit?who=${RAVI}`,
  );
});

it("asks for what stands in the address, days in the centre's time, and leaves out nonsense", async () => {
  const { asked } = open(
    `/admin/audit?who=${RAVI}&role=ASSESSOR&from=2026-07-01&to=2026-07-01&thing=nonsense`,
  );
  await screen.findByText("Ravi Menon as assessor");
  expect(Object.fromEntries(asked.at(-1) ?? [])).toEqual({
    actorId: RAVI,
    actingRole: "ASSESSOR",
    since: "2026-06-30T23:00:00.000Z",
    until: "2026-07-01T23:00:00.000Z",
    limit: "50",
  });
});

it("puts a chosen filter into the address, and says when nothing fits", async () => {
  const { router } = open("/admin/audit", { "GET /api/audit": () => list() });
  await userEvent.selectOptions(await screen.findByLabelText("Acting as"), "Supervisor");
  expect(router.state.location.search).toBe("?role=SUPERVISOR");
  expect(await screen.findByText("Nothing on record fits")).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Show everything" }));
  expect(router.state.location.search).toBe("");
});

it("says that the record could not be loaded, with the request's id", async () => {
  open("/admin/audit", { "GET /api/audit": () => problem(503, "unavailable", "Away.") });
  expect(await screen.findByText("The acts could not be loaded")).toBeVisible();
  expect(screen.getByText("Request req-7")).toBeVisible();
});

it("shows jobs that were given up with their error and how far they came, and tries one again", async () => {
  const { core } = open("/admin/jobs", {
    "POST /api/jobs/job-1/retry": () => ({ body: { ...failed, state: "QUEUED" } }),
  });
  expect(await screen.findByText("ConnectionRefusedError: mail.example:25")).toBeVisible();
  expect(screen.getByText(/Given up on Tuesday 17 November, .*, after 5 tries/)).toBeVisible();
  expect(screen.getByRole("progressbar", { name: "How far it is" })).toHaveAttribute("value", "3");
  await userEvent.click(screen.getByRole("button", { name: "Try again: Send an invitation" }));
  await waitFor(() =>
    expect(core.asked.map(({ call }) => call)).toContain("POST /api/jobs/job-1/retry"),
  );
});

it("shows the state that is chosen, and keeps a refused retry in view", async () => {
  const { router } = open("/admin/jobs", {
    "POST /api/jobs/job-1/retry": () =>
      problem(409, "not_given_up", "Only a job that was given up can be tried again by hand."),
  });
  await userEvent.click(await screen.findByRole("button", { name: /^Try again/ }));
  expect(await screen.findByText(/Only a job that was given up/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "340 Done" }));
  expect(router.state.location.search).toBe("?state=DONE");
});

it.each([
  ["/admin/audit", "manage a centre"],
  ["/admin/jobs", "change a centre's settings"],
])("%s explains that the permission to %s is missing", async (path, permission) => {
  open(path, {}, ["SESSION_CONDUCT"]);
  expect(
    await screen.findByText(new RegExp(`needs the permission to ${permission}`)),
  ).toBeVisible();
});
