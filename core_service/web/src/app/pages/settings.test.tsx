/**
 * Whoever sets up a centre changes its settings in words, with units and limits.
 * The bad cases: a number out of its limits, two settings that contradict each other, somebody else was faster.
 */
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { routes } from "~/app/router";
import { USUAL_SETTINGS } from "~/features/centres/testing";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";

afterEach(() => {
  vi.unstubAllGlobals();
});

const PATH = "/api/centres/centre-1/settings";

function open(permissions = ["SYSTEM_SETTINGS"]) {
  const me = { ...aTutor, permissions: [{ centreId: "centre-1", permissions }] };
  const store = { settings: USUAL_SETTINGS, tag: '"one"' };
  const tags: (string | null)[] = [];
  const core = fakeCore({
    "GET /api/auth/me": () => ({ body: me }),
    "GET /api/academic/sessions": () => ({ body: { items: [], nextCursor: null } }),
    [`GET ${PATH}`]: () => ({ body: store.settings, headers: { ETag: store.tag } }),
    [`PATCH ${PATH}`]: (request) => {
      tags.push(request.headers.get("If-Match"));
      return { body: store.settings, headers: { ETag: `"after ${tags.length}"` } };
    },
  });
  renderApp(routes, "/admin/settings");
  const patches = () => core.asked.filter(({ call }) => call === `PATCH ${PATH}`);
  return { core, store, tags, patches };
}

const type = async (label: string, text: string) => {
  const field = await screen.findByLabelText(label);
  await userEvent.clear(field);
  await userEvent.type(field, text);
};
const save = () => userEvent.click(screen.getByRole("button", { name: "Save settings" }));

it("sends only what was changed, with the version that was read", async () => {
  const { tags, patches } = open();
  await type("Mastered from", "85");
  await userEvent.click(screen.getByLabelText(/^Board of effort/));
  expect(screen.getByText("2 changes, not saved yet.")).toBeVisible();
  await save();
  await waitFor(() => expect(patches()).toHaveLength(1));
  expect(patches()[0]?.body).toEqual({ masteryThreshold: 0.85, effortBoard: true });
  expect(tags).toEqual(['"one"']);
  expect(await screen.findByText("Saved.")).toBeVisible();
});

it("is saved where it cannot be read again, and saves on over that version", async () => {
  const { core, store, tags } = open();
  await type("In time until", "12");
  core.replies[`GET ${PATH}`] = () => problem(503, "unavailable", "The database does not answer.");
  store.settings = { ...USUAL_SETTINGS, lateAfterMinutes: 12 };
  await save();
  expect(await screen.findByText("Saved.")).toBeVisible();
  await type("In time until", "13");
  await save();
  await waitFor(() => expect(tags).toEqual(['"one"', '"after 1"']));
});

it("says at the field what fits it, and sends nothing", async () => {
  const { patches } = open();
  await type("In time until", "500");
  await save();
  expect(await screen.findByText("Type a whole number from 0 to 120")).toBeVisible();
  expect(screen.getByText("Look at the fields in red.")).toBeVisible();
  expect(patches()).toHaveLength(0);
});

it("shows the core's words at the field, and keeps what was typed", async () => {
  const { core } = open();
  core.replies[`PATCH ${PATH}`] = () =>
    problem(422, "invalid", "Some settings contradict each other.", {
      errors: [{ path: "earlyBelowAge", message: "must not be above juniorBelowAge" }],
    });
  await type("Youngest screen below", "15");
  await save();
  expect(await screen.findByText("must not be above juniorBelowAge")).toBeVisible();
  expect(screen.getByLabelText("Youngest screen below")).toHaveValue("15");
});

it("offers both versions when somebody else was faster, and keeps mine over theirs", async () => {
  const { core, store, tags, patches } = open();
  const refuse = () => problem(412, "changed_meanwhile", "Somebody else has changed it.");
  const accept = core.replies[`PATCH ${PATH}`];
  await type("In time until", "12");
  store.settings = { ...USUAL_SETTINGS, lateAfterMinutes: 20 };
  store.tag = '"two"';
  core.replies[`PATCH ${PATH}`] = refuse;
  await save();
  expect(await screen.findByText("In time until: 12 minutes")).toBeVisible();
  expect(screen.getByText("In time until: 20 minutes")).toBeVisible();
  if (accept) core.replies[`PATCH ${PATH}`] = accept;
  await userEvent.click(screen.getByRole("button", { name: "Keep mine" }));
  await waitFor(() => expect(tags).toEqual(['"two"']));
  expect(patches().at(-1)?.body).toEqual({ lateAfterMinutes: 12 });
});

it("takes theirs", async () => {
  const { core, store } = open();
  await type("In time until", "12");
  store.settings = { ...USUAL_SETTINGS, lateAfterMinutes: 20 };
  core.replies[`PATCH ${PATH}`] = () => problem(412, "changed_meanwhile", "Somebody was faster.");
  await save();
  await userEvent.click(await screen.findByRole("button", { name: "Take theirs" }));
  expect(screen.getByLabelText("In time until")).toHaveValue("20");
});

it("explains which permission is missing", async () => {
  open(["SESSION_CONDUCT"]);
  expect(
    await screen.findByText(/needs the permission to change a centre's settings/),
  ).toBeVisible();
});
