/**
 * A tutor opens the app and knows what comes next, what is pending and what to know.
 * The bad cases: nothing planned, the core is away, the role lacks the permission.
 */
import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { routes } from "~/app/router";
import type { MyDay } from "~/features/my-day/api";
import { aDay, aDaySession } from "~/features/my-day/testing";
import { aSession } from "~/features/room/components/testing";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";

const PATH = "/dashboard/tutor/my-day";
const CALL = "GET /api/academic/tutor/my-day";
const person = (id: string, name: string) => ({ id, name, avatarUrl: null });
const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

afterEach(() => {
  vi.unstubAllGlobals();
});

function open(day: MyDay) {
  const core = fakeCore({
    "GET /api/auth/me": () => ({ body: aTutor }),
    "GET /api/academic/sessions": () => ({ body: { items: [], nextCursor: null } }),
    [CALL]: () => ({ body: day }),
  });
  renderApp(routes, PATH);
  return core;
}

const coming = aSession({
  status: "SCHEDULED",
  actualStart: null,
  scheduledStart: soon(10),
  scheduledEnd: soon(100),
  students: [person("maya", "Maya Okafor")],
});

describe("what comes next", () => {
  it("has its countdown, who waits already, and the ways in", async () => {
    const next = aDaySession(coming, { inRoom: [person("maya", "Maya Okafor")] });
    open(aDay({ nextSession: next, today: [next] }));
    const control = await screen.findByRole("link", { name: "Open control centre" });
    expect(control).toHaveAttribute("href", "/dashboard/tutor/sessions/session-1/control-center");
    expect(screen.getByRole("link", { name: "Attendance" })).toHaveAttribute(
      "href",
      "/dashboard/tutor/sessions/session-1/attendance",
    );
    expect(screen.getByText("until it starts")).toBeVisible();
    expect(screen.getByText("1 waiting: Maya")).toBeVisible();
    expect(screen.getByText("1 already in the waiting room: Maya.")).toBeVisible();
  });

  it("gives the page to hands while a session is on", async () => {
    const live = aDaySession(aSession({ scheduledEnd: soon(30) }));
    const core = open(aDay({ nextSession: live, today: [live] }));
    const hand = {
      id: "h",
      sessionId: "session-1",
      studentId: "maya",
      studentName: "Maya Okafor",
      message: "Why?",
      picture: null,
      status: "PENDING",
      createdAt: soon(-3),
    };
    core.replies["GET /api/help-requests"] = () => ({ body: { items: [hand], nextCursor: null } });
    const hands = await screen.findByRole("region", { name: "Hands up now" });
    expect(await within(hands).findByText("Maya Okafor")).toBeVisible();
    expect(within(hands).getByText("“Why?”")).toBeVisible();
  });

  it("is said to be missing when nothing is planned", async () => {
    open(aDay());
    expect(await screen.findByText("No session ahead")).toBeVisible();
    expect(screen.getByText("Nothing is planned for you today.")).toBeVisible();
    expect(screen.getByText("Nothing is waiting for you.")).toBeVisible();
  });
});

it("tells what was, what is pending and what to know", async () => {
  const past = aDaySession(
    aSession({
      status: "COMPLETED",
      name: "Early readers",
      students: [person("a", "A"), person("b", "B")],
    }),
    {
      attendance: { present: 1, late: 1, absent: 0, excused: 0, unmarked: 0 },
      hands: { open: 0, answered: 9, longestWaitSeconds: 130 },
      notesToWrite: 2,
    },
  );
  const task = {
    sessionId: "session-1",
    sessionName: "Early readers",
    scheduledStart: soon(-120),
    scheduledEnd: soon(-60),
    count: 2,
    students: [person("a", "Ada Lovelace"), person("b", "Ben Okri")],
  };
  const toDo = { ...aDay().toDo, notesToWrite: [task], unmarkedAttendance: [task] };
  const hana = person("hana", "Hana Suzuki");
  open(
    aDay({
      nextSession: aDaySession(coming),
      today: [past],
      toDo,
      facts: [
        { student: hana, kind: "STUCK", words: "is stuck on Ratio", detail: "3 tries.", at: null },
      ],
    }),
  );
  expect(
    await screen.findByText("Room 2, 2 of 2 came. 9 hands answered, longest wait 2 min."),
  ).toBeVisible();
  expect(screen.getByRole("link", { name: "Finish 2 notes" })).toBeVisible();
  const pending = screen.getByRole("region", { name: "To do" });
  expect(within(pending).getByText("Attendance to mark")).toBeVisible();
  expect(within(pending).getByText("Parents see them at 20:00")).toBeVisible();
  expect(screen.getByText("is stuck on Ratio")).toBeVisible();
  expect(screen.getByText("93%")).toBeVisible();
});

describe("when it cannot be shown", () => {
  it("explains in place, with the request's id, and tries again", async () => {
    const core = open(aDay());
    core.replies[CALL] = () => problem(503, "unavailable", "The database does not answer.");
    expect(await screen.findByText("Your day could not be loaded")).toBeVisible();
    expect(screen.getByText("Request req-7")).toBeVisible();
    core.replies[CALL] = () => ({ body: aDay() });
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByText("No session ahead")).toBeVisible();
  });

  it("names the permission that somebody lacks", async () => {
    const core = open(aDay());
    core.replies["GET /api/auth/me"] = () => ({ body: { ...aTutor, permissions: [] } });
    expect(await screen.findByText(/needs the permission to lead sessions/)).toBeVisible();
  });
});
