/**
 * Following catch-ups: who is behind with what, and one touch to extend, excuse or remind, one or many.
 * The bad cases: a refusal stays with its reason, a role that may look only, nothing to follow.
 */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { routes } from "~/app/router";
import type { CatchUp } from "~/features/catch-ups/api";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";

const PATH = "/dashboard/tutor/catchups";
const LIST = "GET /api/academic/catchups";

afterEach(() => {
  vi.unstubAllGlobals();
});

function aCatchUp(id: string, name: string, over: Partial<CatchUp> = {}): CatchUp {
  return {
    id,
    centreId: "centre-1",
    student: { id: `student-${id}`, name, avatarUrl: null },
    session: {
      id: "session-1",
      name: "Tuesday study hall",
      date: "2026-11-17",
      scheduledStart: "2026-11-17T16:00:00Z",
    },
    state: "DUE",
    decision: "OPEN",
    note: null,
    assignedAt: "2026-11-17T16:20:00Z",
    dueAt: new Date(Date.now() + 86_400_000).toISOString(),
    itemCount: 3,
    begunCount: 2,
    doneCount: 2,
    estimatedMins: 45,
    ...over,
  };
}

function aCore(permissions: string[], ...catchUps: CatchUp[]) {
  const me = { ...aTutor, permissions: [{ centreId: "centre-1", permissions }] };
  return fakeCore({
    "GET /api/auth/me": () => ({ body: me }),
    "GET /api/academic/sessions": () => ({ body: { items: [], nextCursor: null } }),
    [LIST]: (request) => {
      const state = new URL(request.url).searchParams.get("state");
      const items = catchUps.filter((each) => each.state === state);
      return { body: { items, nextCursor: null } };
    },
  });
}

const STAFF = ["SESSION_CONDUCT", "SESSION_VIEW_STUDENTS", "CONTENT_ASSIGN"];
const section = (name: string) => screen.findByRole("region", { name });

it("shows each by its state, with what is done and until when", async () => {
  aCore(STAFF, aCatchUp("1", "Nora Byrne"), aCatchUp("2", "Leo", { state: "OVERDUE" }));
  renderApp(routes, PATH);
  const due = await section("Due");
  expect(await within(due).findByText("Nora Byrne")).toBeVisible();
  expect(within(due).getByText("2 of 3 done, about 45 min")).toBeVisible();
  expect(within(due).getByText("Tuesday study hall, Tuesday 17 November")).toBeVisible();
  const overdue = await section("Overdue");
  expect(await within(overdue).findByText(/^was due/)).toBeVisible();
  expect(await screen.findByText("Nothing is done yet.")).toBeVisible();
});

it("excuses several at once, and takes it back", async () => {
  const core = aCore(STAFF, aCatchUp("1", "Nora Byrne"), aCatchUp("2", "Leo Fernandes"));
  const patches = () => core.asked.filter(({ call }) => call.startsWith("PATCH"));
  for (const id of ["1", "2"]) core.replies[`PATCH /api/academic/catchups/${id}`] = () => ({});
  renderApp(routes, PATH);
  await userEvent.click(await screen.findByRole("checkbox", { name: "All of Due" }));
  const chosen = screen.getByRole("region", { name: "Chosen catch-ups" });
  expect(within(chosen).getByText("2 chosen")).toBeVisible();
  await userEvent.click(within(chosen).getByRole("button", { name: "Excuse" }));
  await waitFor(() => expect(patches()).toHaveLength(2));
  expect(patches().every(({ body }) => JSON.stringify(body) === '{"decision":"EXCUSED"}')).toBe(
    true,
  );
  await userEvent.click(await screen.findByRole("button", { name: /Undo/ }));
  await waitFor(() => expect(patches()).toHaveLength(4));
  expect(patches().at(-1)?.body).toEqual({ decision: "OPEN" });
});

it("keeps a refusal on the page, with Retry", async () => {
  const core = aCore(STAFF, aCatchUp("1", "Nora Byrne"));
  core.replies["POST /api/academic/catchups/1/remind"] = () =>
    problem(409, "catch_up_is_done", "There is nothing left to remind of.");
  core.replies["GET /api/academic/catchups/1"] = () => ({
    body: { ...aCatchUp("1", "Nora Byrne"), items: [] },
  });
  renderApp(routes, PATH);
  await userEvent.click(await screen.findByRole("button", { name: /Open the catch-up of Nora/ }));
  await userEvent.click(await screen.findByRole("button", { name: "Remind" }));
  expect(await screen.findByText(/nothing left to remind of/)).toBeVisible();
  expect(screen.getByRole("button", { name: "Retry" })).toBeVisible();
});

describe("who may not", () => {
  it("change, looks only", async () => {
    aCore(["SESSION_VIEW_STUDENTS"], aCatchUp("1", "Nora Byrne"));
    renderApp(routes, PATH);
    expect(await screen.findByText("Nora Byrne")).toBeVisible();
    expect(screen.queryByRole("checkbox")).toBeNull();
  });

  it("look, is told which permission is missing", async () => {
    aCore([]);
    renderApp(routes, PATH);
    expect(await screen.findByText(/the permission to see the students of sessions/)).toBeVisible();
  });
});
