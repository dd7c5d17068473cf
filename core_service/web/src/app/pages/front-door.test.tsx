/**
 * Before anybody is signed in: a forgotten password, an invitation, the youngest at a centre's tablet.
 * The bad cases: a link that does not hold any more, a password that is too short, the wrong pictures.
 */
import { cleanup, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { routes } from "~/app/router";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";

beforeEach(() => {
  vi.stubGlobal("speechSynthesis", undefined);
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const nobody = () => problem(401, "not_signed_in", "Sign in first.");
const today = () => ({ body: { items: [], nextCursor: null } });

describe("a forgotten password", () => {
  it("is asked for by e-mail, without telling whether there is such an account", async () => {
    const core = fakeCore({
      "GET /api/auth/me": nobody,
      "POST /api/auth/password-reset": () => ({ status: 202, body: {} }),
    });
    renderApp(routes, "/login");
    const forgotten = await screen.findByRole("link", { name: "Forgotten your password?" });
    cleanup();
    renderApp(routes, forgotten.getAttribute("href") ?? "");
    await screen.findByRole("heading", { name: "A new password" });
    await userEvent.type(screen.getByLabelText("E-mail"), "helen@riverside.example");
    await userEvent.click(screen.getByRole("button", { name: "Send me a link" }));
    expect(await screen.findByText(/If helen@riverside.example has an account/)).toBeVisible();
    expect(core.asked.at(-1)?.body).toEqual({ email: "helen@riverside.example" });
  });

  it("is replaced by the letter's link; what is wrong stands at the field", async () => {
    let isLong = false;
    const tooShort = { errors: [{ path: "password", message: "is too short" }] };
    fakeCore({
      "GET /api/auth/me": nobody,
      "POST /api/auth/password-reset/confirm": () =>
        isLong ? { status: 200, body: {} } : problem(422, "invalid", "Check the form.", tooShort),
    });
    renderApp(routes, "/reset?token=secret");
    await userEvent.type(await screen.findByLabelText("New password"), "short");
    await userEvent.click(screen.getByRole("button", { name: "Change the password" }));
    expect(await screen.findByText("is too short")).toBeVisible();
    isLong = true;
    await userEvent.type(screen.getByLabelText("New password"), " and long enough");
    await userEvent.click(screen.getByRole("button", { name: "Change the password" }));
    expect(await screen.findByText(/Sign in with the new one/)).toBeVisible();
  });

  it("says when the link does not hold any more, and offers a new one", async () => {
    fakeCore({
      "GET /api/auth/me": nobody,
      "POST /api/auth/password-reset/confirm": () =>
        problem(410, "reset_over", "This link does not hold any more: ask for a new one."),
    });
    renderApp(routes, "/reset?token=old");
    await userEvent.type(await screen.findByLabelText("New password"), "quite long enough");
    await userEvent.click(screen.getByRole("button", { name: "Change the password" }));
    expect(await screen.findByText(/does not hold any more/)).toBeVisible();
    expect(screen.getByRole("link", { name: "Ask for a new link" })).toBeVisible();
  });
});

describe("an invitation", () => {
  const offer = (hasAccount: boolean) => ({
    centreName: "Riverside",
    role: "TEACHER",
    email: "new@riverside.example",
    hasAccount,
    expiresAt: "2027-01-01T00:00:00Z",
  });

  it("is accepted by a new person with name and password, who is in then", async () => {
    let isIn = false;
    const core = fakeCore({
      "GET /api/auth/me": () => (isIn ? { body: aTutor } : nobody()),
      "GET /api/auth/invitations/abc": () => ({ body: offer(false) }),
      "POST /api/auth/invitations/abc": () => {
        isIn = true;
        return { body: { csrfToken: "token", user: aTutor.user } };
      },
      "GET /api/academic/sessions": today,
    });
    const router = renderApp(routes, "/invite/abc");
    expect(await screen.findByRole("heading", { name: "Join Riverside" })).toBeVisible();
    expect(screen.getByText(/You are invited as Tutor, with new@riverside.example/)).toBeVisible();
    await userEvent.type(screen.getByLabelText("Your name"), "Helen Marsh");
    await userEvent.type(screen.getByLabelText("Choose a password"), "quite long enough");
    await userEvent.click(screen.getByRole("button", { name: "Join" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/dashboard/tutor/my-day"));
    expect(core.asked.find(({ call }) => call.startsWith("POST"))?.body).toEqual({
      name: "Helen Marsh",
      password: "quite long enough",
      transport: "cookie",
    });
  });

  it("asks whoever has an account to sign in", async () => {
    fakeCore({
      "GET /api/auth/me": nobody,
      "GET /api/auth/invitations/abc": () => ({ body: offer(true) }),
    });
    renderApp(routes, "/invite/abc");
    expect(await screen.findByText(/sign in with it to accept/)).toBeVisible();
    expect(screen.getByRole("link", { name: "Sign in" })).toHaveAttribute("href", "/login");
  });

  it("that is over says so", async () => {
    fakeCore({
      "GET /api/auth/me": nobody,
      "GET /api/auth/invitations/old": () => problem(410, "invitation_over", "Over."),
    });
    renderApp(routes, "/invite/old");
    expect(await screen.findByText(/Ask whoever invited you for a new one/)).toBeVisible();
  });
});

describe("a centre's tablet", () => {
  const tablet = {
    centreName: "Riverside",
    codeLength: 4,
    pictures: ["cat", "dog", "sun"],
    children: [{ id: "oliver", name: "Oliver Reed", picture: "dog" }],
  };

  it("lets a child in by four pictures, after a try that was not quite right", async () => {
    let isIn = false;
    let tries = 0;
    const core = fakeCore({
      "GET /api/auth/me": () => (isIn ? { body: aTutor } : nobody()),
      "GET /api/auth/pictures": () => ({ body: tablet }),
      "POST /api/auth/pictures": () => {
        tries += 1;
        if (tries === 1) return problem(401, "wrong_pictures", "No.");
        isIn = true;
        return { body: { csrfToken: "token", user: aTutor.user } };
      },
      "GET /api/academic/sessions": today,
    });
    renderApp(routes, "/login");
    await userEvent.click(await screen.findByRole("button", { name: "Oliver" }));
    const touch = async (name: string) => userEvent.click(screen.getByRole("button", { name }));
    for (let place = 0; place < 4; place += 1) await touch("cat");
    expect(await screen.findByText("Not quite. Try again!")).toBeVisible();
    expect(within(screen.getByRole("main")).getByLabelText("0 of 4 pictures")).toBeVisible();
    for (const name of ["dog", "cat", "sun", "sun"]) await touch(name);
    await waitFor(() => expect(isIn).toBe(true));
    expect(
      core.asked.filter(({ call }) => call === "POST /api/auth/pictures").at(-1)?.body,
    ).toEqual({
      studentId: "oliver",
      code: ["dog", "cat", "sun", "sun"],
      transport: "cookie",
    });
  });
});
