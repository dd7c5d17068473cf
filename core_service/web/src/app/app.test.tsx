import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aSession } from "~/features/room/components/testing";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";
import { routes } from "./router";

afterEach(() => {
  vi.unstubAllGlobals();
});

const nobody = () => problem(401, "not_signed_in", "Sign in first.");
const helen = () => ({ body: aTutor });
const today = (...items: object[]) => ({ body: { items, nextCursor: null } });
const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const laterSession = () =>
  aSession({
    status: "SCHEDULED",
    actualStart: null,
    scheduledStart: soon(10),
    scheduledEnd: soon(100),
  });

const MY_DAY = "/dashboard/tutor/my-day";
const CENTRE = "/dashboard/tutor/sessions/session-1/control-center";

async function fillIn(password: string) {
  await userEvent.type(await screen.findByLabelText("E-mail"), "tutor@riverside.example");
  await userEvent.type(screen.getByLabelText("Password"), password);
  await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
}

describe("signing in", () => {
  it("is asked of everyone who is not signed in, and leads on to where they were going", async () => {
    let me: typeof nobody | typeof helen = nobody;
    const core = fakeCore({
      "GET /api/auth/me": () => me(),
      "POST /api/auth/login": () => {
        me = helen;
        return { body: { csrfToken: "token", user: aTutor.user } };
      },
      "GET /api/academic/sessions": () => today(laterSession()),
    });
    const router = renderApp(routes, MY_DAY);
    await fillIn("learn-together");
    expect(await screen.findByRole("heading", { name: /Helen/ })).toBeVisible();
    expect(router.state.location.pathname).toBe(MY_DAY);
    expect(core.asked).toContainEqual({
      call: "POST /api/auth/login",
      body: { email: "tutor@riverside.example", password: "learn-together", transport: "cookie" },
    });
  });

  it("works after a wrong password, which is explained and keeps what was typed", async () => {
    let isRight = false;
    fakeCore({
      "GET /api/auth/me": () => (isRight ? helen() : nobody()),
      "POST /api/auth/login": () => {
        if (!isRight) return problem(401, "bad_credentials", "no");
        return { body: { csrfToken: "token", user: aTutor.user } };
      },
      "GET /api/academic/sessions": () => today(),
    });
    renderApp(routes, "/login");
    await fillIn("wrong");
    expect(await screen.findByRole("alert")).toHaveTextContent("do not belong together");
    expect(screen.getByLabelText("E-mail")).toHaveValue("tutor@riverside.example");
    isRight = true;
    await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
    expect(await screen.findByRole("heading", { name: /Helen/ })).toBeVisible();
  });

  it("says how long to wait after too many tries", async () => {
    fakeCore({
      "GET /api/auth/me": nobody,
      "POST /api/auth/login": () => ({
        ...problem(429, "too_many", "slow"),
        headers: { "Retry-After": "300" },
      }),
    });
    renderApp(routes, "/login");
    await fillIn("wrong");
    expect(await screen.findByRole("alert")).toHaveTextContent("Wait 5 minutes");
  });
});

describe("a page", () => {
  it("names the window, is said when one comes to it, and takes the focus that went with the one before", async () => {
    fakeCore({
      "GET /api/auth/me": helen,
      "GET /api/academic/sessions": () => today(laterSession()),
    });
    const router = renderApp(routes, MY_DAY);
    await waitFor(() => expect(document.title).toBe("My day · AetherLearn"));
    await act(() => router.navigate("/no-such-page"));
    await waitFor(() => expect(document.title).toBe("There is no such page · AetherLearn"));
    await act(() => router.navigate("/dashboard/profile"));
    await waitFor(() => expect(document.title).toBe("Your account · AetherLearn"));
    await act(() => router.navigate(MY_DAY));
    expect(await screen.findByText("My day", { selector: "p[role=status]" })).toBeInTheDocument();
    expect(screen.getByRole("main")).toHaveFocus();
  });
});

describe("the control centre", () => {
  const dashboard = (over: object = {}) => ({
    body: {
      session: aSession(),
      seq: 3,
      serverTime: new Date().toISOString(),
      enrollments: [],
      helpRequests: [],
      attendance: [],
      timers: [],
      results: [],
      role: "tutor",
      assignments: [],
      messages: [],
      ...over,
    },
  });
  const ended = { session: aSession({ status: "COMPLETED" }) };
  const maya = {
    id: "e",
    student: { id: "maya", name: "Maya Okafor", avatarUrl: null, schoolGrade: 7 },
    course: { id: "c", name: "Mathematics", subjectArea: "Mathematics" },
    assessedLevel: null,
    currentLevel: null,
    status: "ENROLLED",
    seat: "A1",
    activity: null,
  };
  const withDashboard = (reply: () => object) =>
    fakeCore({
      "GET /api/auth/me": helen,
      "GET /api/academic/sessions": () => today(aSession()),
      "GET /api/sessions/session-1/dashboard": reply,
      "POST /api/sessions/session-1/ticket": () =>
        problem(409, "too_early", "not yet", { joinOpensAt: soon(60) }),
      "GET /api/help-requests": () => today(),
    });

  it("says why there is nobody", async () => {
    withDashboard(() => dashboard());
    renderApp(routes, CENTRE);
    expect(await screen.findByText("Nobody is enrolled yet")).toBeVisible();
  });

  it("says when the room opens", async () => {
    withDashboard(() => dashboard({ enrollments: [maya] }));
    renderApp(routes, CENTRE);
    expect(await screen.findByText(/^Opens at/)).toBeVisible();
    expect(screen.getByRole("article", { name: "Maya Okafor, seat A1, not here" })).toBeVisible();
  });

  it("sums up a session that is over", async () => {
    withDashboard(() => dashboard({ ...ended, enrollments: [maya] }));
    renderApp(routes, CENTRE);
    expect(await screen.findByText("The session is over.")).toBeVisible();
    expect(screen.queryByRole("button", { name: "End session" })).toBeNull();
  });

  it("keeps a failed act, with the way to try it again", async () => {
    const core = withDashboard(() => dashboard({ enrollments: [maya] }));
    core.replies["POST /api/sessions/session-1/attendance"] = () =>
      problem(503, "unavailable", "The database does not answer.");
    renderApp(routes, CENTRE);
    await userEvent.click(await screen.findByRole("button", { name: "Mark Maya as here" }));
    expect(await screen.findByRole("alert")).toHaveTextContent("Maya could not be marked");
    core.replies["POST /api/sessions/session-1/attendance"] = () => ({
      body: { studentId: "maya", status: "PRESENT", note: null, markedAt: soon(0) },
    });
    await userEvent.click(screen.getByRole("button", { name: "Retry" }));
    await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
    expect(await screen.findByRole("button", { name: "Maya is here: change" })).toBeVisible();
  });

  it("names what is open before it ends the session", async () => {
    withDashboard(() => dashboard({ enrollments: [maya] }));
    renderApp(routes, CENTRE);
    await userEvent.click(await screen.findByRole("button", { name: "End session" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText("1 student is not marked")).toBeInTheDocument();
  });

  it("says of an unknown session that there is nothing", async () => {
    withDashboard(() => problem(404, "not_found", "There is no such session."));
    renderApp(routes, CENTRE);
    expect(await screen.findByText("There is nothing here")).toBeVisible();
  });

  it("explains why a colleague's session is closed to someone", async () => {
    withDashboard(() => problem(403, "forbidden", "This is for the session's tutor."));
    renderApp(routes, CENTRE);
    expect(await screen.findByText("This page is not open to you")).toBeVisible();
  });
});
