/**
 * Head office founds, renames, closes and reopens centres; staff let programs act for them by tokens.
 * The bad cases: a short name that is taken, a missing name, nobody else's page, a token without a permission.
 */
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { routes } from "~/app/router";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";

afterEach(() => {
  vi.unstubAllGlobals();
});

const list = (...items: object[]) => ({ body: { items, nextCursor: null } });
const riverside = {
  id: "centre-1",
  name: "Riverside",
  slug: "riverside",
  timezone: "Europe/London",
  isActive: true,
};
const token = {
  id: "token-1",
  label: "Timetable screen",
  userId: "helen",
  centreId: "centre-1",
  permissions: ["SESSION_CONDUCT"],
  createdAt: "2026-11-17T16:00:00Z",
  expiresAt: "2027-02-15T16:00:00Z",
  lastUsedAt: null,
};

function open(path: string, role = "SUPER_ADMIN") {
  const centreId = role === "SUPER_ADMIN" ? null : "centre-1";
  const me = {
    ...aTutor,
    roles: [{ role, centreId }],
    permissions: [{ centreId, permissions: ["CENTRE_MANAGE", "SESSION_CONDUCT"] }],
  };
  const core = fakeCore({
    "GET /api/auth/me": () => ({ body: me }),
    "GET /api/academic/sessions": () => list(),
    "GET /api/auth/logins": () => list(),
    "GET /api/auth/tokens": () => list(token),
    "GET /api/centres": () => list(riverside),
  });
  renderApp(routes, path);
  return { core, asked: (call: string) => core.asked.filter((each) => each.call === call) };
}

const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole("button", { name }));

describe("centres", () => {
  it("are founded with another one's settings and their first supervisor", async () => {
    const { core, asked } = open("/admin/centres");
    core.replies["POST /api/centres"] = () => ({
      status: 201,
      body: { ...riverside, name: "Hill Side" },
    });
    await press("Found the centre");
    expect(await screen.findByText("Type a name")).toBeVisible();
    await userEvent.type(screen.getByLabelText("Name"), "Hill Side");
    await userEvent.selectOptions(screen.getByLabelText("Settings as in"), "Riverside");
    await userEvent.type(screen.getByLabelText("E-mail of its first supervisor"), "a@b.org");
    await press("Found the centre");
    expect(await screen.findByText("Hill Side is founded.")).toBeVisible();
    expect(asked("POST /api/centres")[0]?.body).toEqual({
      name: "Hill Side",
      slug: "hill-side",
      timezone: "Europe/London",
      settingsFrom: "centre-1",
      supervisorEmail: "a@b.org",
    });
  });

  it("keep what was typed when the core refuses a field", async () => {
    const { core } = open("/admin/centres");
    core.replies["POST /api/centres"] = () =>
      problem(422, "invalid", "Look at the fields.", {
        errors: [{ path: "timezone", message: "must be an IANA time zone" }],
      });
    await userEvent.type(await screen.findByLabelText("Name"), "Hill Side");
    await userEvent.clear(screen.getByLabelText("Time zone"));
    await userEvent.type(screen.getByLabelText("Time zone"), "Mars");
    await press("Found the centre");
    expect(await screen.findByText("must be an IANA time zone")).toBeVisible();
    expect(screen.getByLabelText("Name")).toHaveValue("Hill Side");
    expect(screen.getByLabelText("Time zone")).toHaveValue("Mars");
  });

  it("are renamed, sending only what changed; a short name that is taken is said", async () => {
    const { core, asked } = open("/admin/centres");
    core.replies["PATCH /api/centres/centre-1"] = () =>
      problem(409, "slug_taken", "Another centre has this short name.");
    await press("Change Riverside");
    await userEvent.type(screen.getByLabelText("New short name"), "-2");
    await press("Save Riverside");
    expect(await screen.findByText("Another centre has this short name.")).toBeVisible();
    expect(asked("PATCH /api/centres/centre-1")[0]?.body).toEqual({ slug: "riverside-2" });
  });

  it("are closed only after what happens was said", async () => {
    const { core, asked } = open("/admin/centres");
    const call = "POST /api/centres/centre-1/deactivate";
    core.replies[call] = () => ({ body: { ...riverside, isActive: false } });
    await press("Close Riverside…");
    expect(screen.getByText(/Nobody can sign in there/)).toBeVisible();
    expect(asked(call)).toHaveLength(0);
    await press("Close Riverside");
    await waitFor(() => expect(asked(call)).toHaveLength(1));
  });

  it("are head office's alone", async () => {
    open("/admin/centres", "SUPERVISOR");
    expect(await screen.findByText("This page is not open to you")).toBeVisible();
    expect(screen.queryByRole("link", { name: "Centres" })).toBeNull();
  });
});

describe("API tokens", () => {
  it("are made with chosen permissions, and shown once", async () => {
    const { core, asked } = open("/dashboard/profile", "TEACHER");
    core.replies["POST /api/auth/tokens"] = () => ({
      status: 201,
      body: { ...token, token: "al_secret" },
    });
    await press("Make a token");
    expect(await screen.findByText("Type what it is for")).toBeVisible();
    expect(screen.getByText("Choose at least one")).toBeVisible();
    await userEvent.type(screen.getByLabelText("What it is for"), "Screen");
    await userEvent.click(screen.getByRole("checkbox", { name: "Lead sessions" }));
    await press("Make a token");
    expect(await screen.findByText("al_secret")).toBeVisible();
    expect(screen.getByRole("button", { name: "Copy" })).toBeVisible();
    expect(asked("POST /api/auth/tokens")[0]?.body).toEqual({
      label: "Screen",
      centreId: "centre-1",
      permissions: ["SESSION_CONDUCT"],
    });
  });

  it("are revoked, and a refusal stays in view", async () => {
    const { core } = open("/dashboard/profile", "TEACHER");
    core.replies["DELETE /api/auth/tokens/token-1"] = () =>
      problem(403, "login_needed", "An API token cannot do this: sign in.");
    await press("Revoke Timetable screen");
    expect(await screen.findByText(/cannot do this/)).toBeVisible();
  });

  it("are no matter of families", async () => {
    open("/dashboard/profile", "PARENT");
    expect(await screen.findByText("Where you are signed in")).toBeVisible();
    expect(screen.queryByText("Programs that act for you")).toBeNull();
  });
});
