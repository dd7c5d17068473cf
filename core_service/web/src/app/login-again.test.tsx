/**
 * A login may end while somebody types. The page stays with every word, and signing in again happens over it.
 * The bad cases: a wrong password, leaving for the login, and a change that is refused for want of a login.
 */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";
import { createQueryClient } from "./providers";
import { routes } from "./router";

afterEach(() => {
  vi.unstubAllGlobals();
});

const signedOut = () => problem(401, "not_signed_in", "Sign in first.");

/** The account page with a name half typed, and a login that ends with the next change. */
async function typeAndLoseTheLogin() {
  const core = fakeCore({
    "GET /api/auth/me": () => ({ body: aTutor }),
    "GET /api/academic/sessions": () => ({ body: { items: [], nextCursor: null } }),
    "GET /api/notifications/unread-count": () => ({ body: { unread: 0 } }),
    "GET /api/auth/logins": () => ({ body: { items: [], nextCursor: null } }),
    "PATCH /api/auth/me": signedOut,
  });
  const router = renderApp(routes, "/dashboard/profile", createQueryClient());
  const name = await screen.findByRole("textbox", { name: "Name" });
  await userEvent.clear(name);
  await userEvent.type(name, "Helen Marsh-Lee");
  await userEvent.click(screen.getByRole("button", { name: "Change name" }));
  const dialog = await screen.findByRole("dialog", { name: "Sign in again" });
  return { core, router, dialog };
}

it("keeps what was typed, and lets it be saved after signing in again", async () => {
  const { core, dialog } = await typeAndLoseTheLogin();
  const inside = within(dialog);
  expect(inside.getByLabelText("E-mail")).toHaveValue("tutor@riverside.example");
  core.replies["POST /api/auth/login"] = () => ({ body: { csrfToken: "new", user: aTutor.user } });
  core.replies["PATCH /api/auth/me"] = () => ({ body: aTutor.user });
  await userEvent.type(inside.getByLabelText("Password"), "learn-together");
  await userEvent.click(inside.getByRole("button", { name: "Sign in" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(screen.getByRole("textbox", { name: "Name" })).toHaveValue("Helen Marsh-Lee");
  await userEvent.click(screen.getByRole("button", { name: "Change name" }));
  const saved = core.asked.filter(({ call }) => call === "PATCH /api/auth/me");
  await waitFor(() => expect(saved.at(-1)?.body).toEqual({ name: "Helen Marsh-Lee" }));
});

it("says that the password is wrong, and stays", async () => {
  const { core, dialog } = await typeAndLoseTheLogin();
  core.replies["POST /api/auth/login"] = () => problem(401, "bad_credentials", "No.");
  await userEvent.type(within(dialog).getByLabelText("Password"), "wrong");
  await userEvent.click(within(dialog).getByRole("button", { name: "Sign in" }));
  expect(await within(dialog).findByText(/do not belong together/)).toBeVisible();
});

it("can be left for the login", async () => {
  const { core, router, dialog } = await typeAndLoseTheLogin();
  core.replies["GET /api/auth/me"] = signedOut;
  await userEvent.click(within(dialog).getByRole("button", { name: "Leave the page" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/login"));
});
