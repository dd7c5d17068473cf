/**
 * A tutor opens a session and sees who comes, what is noted and what happened; a planner changes it and learns first
 * who is told. The bad cases: the new time clashes, the session is not theirs.
 */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { routes } from "~/app/router";
import { aSession } from "~/features/room/components/testing";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";
import { aVoice } from "~/testing/speech";

const PATH = "/dashboard/tutor/sessions/session-1";
const maya = { id: "maya", name: "Maya Okafor", avatarUrl: null };
const empty = { body: { items: [], nextCursor: null } };
const planned = aSession({ status: "SCHEDULED", actualStart: null, students: [maya] });

afterEach(() => {
  vi.unstubAllGlobals();
});

function open(permissions: string[] = []) {
  const me = {
    ...aTutor,
    permissions: [
      {
        centreId: "centre-1",
        permissions: ["SESSION_CONDUCT", "SESSION_VIEW_STUDENTS", ...permissions],
      },
    ],
  };
  const place = {
    id: "place-1",
    student: { ...maya, schoolGrade: 7 },
    course: { id: "maths", name: "Mathematics", subjectArea: "MATHEMATICS" },
    assessedLevel: { level: 5, label: "Class 5" },
    currentLevel: { level: 5, label: "Class 5" },
    seat: "A1",
    status: "ATTENDING",
    activity: null,
  };
  const mark = {
    studentId: "maya",
    status: "LATE",
    note: "Bus",
    markedAt: "2026-11-17T16:09:00Z",
    markedById: "helen",
  };
  const core = fakeCore({
    "GET /api/auth/me": () => ({ body: me }),
    "GET /api/academic/sessions": () => empty,
    "GET /api/sessions/session-1": () => ({ body: planned }),
    "GET /api/sessions/session-1/dashboard": () => ({
      body: {
        session: planned,
        enrollments: [place],
        attendance: [mark],
        serverTime: "2026-11-17T16:20:00Z",
      },
    }),
    "GET /api/sessions/session-1/notes": () => empty,
    "GET /api/sessions/session-1/timeline": (request) => {
      const type = new URL(request.url).searchParams.get("type");
      const text = type === "help:new" ? "Maya Okafor raised a hand." : "The session began.";
      const event = { seq: 1, at: "2026-11-17T16:00:00Z", type: "x", studentId: null, text };
      return { body: { items: [event], nextCursor: null } };
    },
  });
  renderApp(routes, PATH);
  return core;
}

it("shows who comes with seat, level and mark, what happened, and the ways in", async () => {
  open();
  const students = await screen.findByRole("region", { name: "Students" });
  expect(await within(students).findByText("Mathematics 7→5")).toBeVisible();
  expect(within(students).getByText("Seat A1")).toBeVisible();
  expect(within(students).getByText("Late")).toBeVisible();
  expect(within(students).getByText("Bus")).toBeVisible();
  expect(await screen.findByText("The session began.")).toBeVisible();
  expect(screen.getByRole("link", { name: "Open control centre" })).toBeVisible();
  expect(screen.queryByRole("button", { name: "Move" })).toBeNull();
});

it("reads the planner's words to the staff aloud", async () => {
  const speak = aVoice();
  const core = open();
  const notes = "The room's heating is off.";
  core.replies["GET /api/sessions/session-1"] = () => ({ body: { ...planned, notes } });
  const words = await screen.findByRole("region", { name: "For the staff" });
  await userEvent.click(within(words).getByRole("button", { name: "Read aloud" }));
  expect(speak.mock.calls[0]?.[0]).toMatchObject({ text: notes });
});

it("narrows what happened to one kind", async () => {
  open();
  await userEvent.click(await screen.findByRole("combobox", { name: "What" }));
  await userEvent.click(await screen.findByText("Hands raised"));
  expect(await screen.findByText("Maya Okafor raised a hand.")).toBeVisible();
});

it("takes a note for the staff", async () => {
  const core = open(["STUDENT_NOTE_CREATE"]);
  core.replies["POST /api/sessions/session-1/notes"] = () => ({ body: {} });
  await userEvent.type(await screen.findByLabelText("Note"), "Fractions are clear now.");
  await userEvent.click(screen.getByRole("button", { name: "Save note" }));
  await waitFor(() => expect(screen.getByLabelText("Note")).toHaveValue(""));
  expect(core.asked.find(({ call }) => call.startsWith("POST"))?.body).toEqual({
    studentId: "maya",
    text: "Fractions are clear now.",
    visibility: "staff",
  });
});

describe("planners", () => {
  it("are told who is told before they cancel, with a reason", async () => {
    const core = open(["SCHEDULE_MANAGE"]);
    core.replies["POST /api/sessions/session-1/cancel"] = () => ({ body: planned });
    await userEvent.click(await screen.findByRole("button", { name: "Cancel it" }));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(/Maya Okafor, the parents and Helen Marsh/)).toBeVisible();
    await userEvent.type(within(dialog).getByLabelText("Why"), "Snow");
    await userEvent.click(within(dialog).getByRole("button", { name: "Cancel the session" }));
    await waitFor(() =>
      expect(core.asked).toContainEqual({
        call: "POST /api/sessions/session-1/cancel",
        body: { reason: "Snow" },
      }),
    );
  });

  it("learn what is in the way of a new time, and keep what they typed", async () => {
    const core = open(["SCHEDULE_MANAGE"]);
    const collisions = [
      {
        name: "Reading",
        start: "2026-11-17T17:00:00Z",
        end: "2026-11-17T18:00:00Z",
        sessionId: "x",
      },
    ];
    core.replies["PATCH /api/sessions/session-1"] = () =>
      problem(409, "double_booked", "Helen Marsh is already booked.", { collisions });
    await userEvent.click(await screen.findByRole("button", { name: "Move" }));
    const from = await screen.findByLabelText("From");
    await userEvent.clear(from);
    await userEvent.type(from, "17:00");
    await userEvent.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Move" }));
    expect(await screen.findByText(/In the way: Reading, 17:00 to 18:00/)).toBeVisible();
    expect(from).toHaveValue("17:00");
  });
});

it("of somebody else is explained", async () => {
  const core = open();
  core.replies["GET /api/sessions/session-1"] = () =>
    problem(403, "relation_missing", "This is for the session's tutor.");
  expect(await screen.findByText("This is for the session's tutor.")).toBeVisible();
});
