/**
 * Planners make classes, weekly lessons and single sessions, and learn of conflicts before anything is made.
 * The bad cases: a field is wrong, something clashes, the role lacks the permission.
 */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CLASS } from "~/app/forms/fixtures";
import { routes } from "~/app/router";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";

const empty = { body: { items: [], nextCursor: null } };
const list = (...items: object[]) => ({ body: { items, nextCursor: null } });
const PLANNER = [
  "SESSION_CONDUCT",
  "SESSION_VIEW_STUDENTS",
  "SCHEDULE_MANAGE",
  "CENTRE_MANAGE",
  "HELP_REQUEST_RESPOND",
];
const maya = {
  id: "membership-1",
  studentId: "maya",
  studentName: "Maya Okafor",
  courseId: "maths",
  courseName: "Mathematics",
  startsOn: "2026-01-01",
  endsOn: null,
};
const maths = {
  id: "maths",
  name: "Mathematics",
  slug: "maths",
  subjectArea: "M",
  description: null,
};
const person = (id: string, name: string) => ({ id, name, avatarUrl: null, schoolGrade: null });

afterEach(() => {
  vi.unstubAllGlobals();
});

function open(path: string, permissions: string[] = PLANNER) {
  const me = { ...aTutor, permissions: [{ centreId: "centre-1", permissions }] };
  const core = fakeCore({
    "GET /api/auth/me": () => ({ body: me }),
    "GET /api/academic/sessions": () => empty,
    "GET /api/academic/classes": () => list(CLASS),
    "GET /api/academic/classes/year-6": () => ({ body: CLASS }),
    "GET /api/academic/classes/year-6/members": () => list(maya),
    "GET /api/academic/classes/year-6/attendance-trend": () => ({
      body: {
        nextSession: { id: "s", name: "Study hall", scheduledStart: "2026-11-17T16:00:00Z" },
        weeks: [90, 80, 85].map((attendedPercent) => ({ attendedPercent })),
      },
    }),
    "GET /api/courses": () => list(maths),
    "GET /api/students": () => list(person("leo", "Leo Fernandes"), person("maya", "Maya Okafor")),
    "GET /api/users": () => list(person("helen", "Helen Marsh")),
    "GET /api/academic/rooms": () =>
      list({ id: "r", centreId: "centre-1", name: "Room 1", seats: [] }),
    "GET /api/academic/templates": () => empty,
    "GET /api/academic/closures": () => empty,
    "GET /api/waitlist": () => empty,
  });
  renderApp(routes, path);
  return core;
}

const chosen = async (label: string, option: string) => {
  await userEvent.click(await screen.findByRole("combobox", { name: label }));
  await userEvent.click(await screen.findByRole("option", { name: option }));
};
const posts = (core: ReturnType<typeof fakeCore>) =>
  core.asked.filter(({ call }) => call.startsWith("POST"));

describe("classes", () => {
  it("show size, next session and twelve weeks of attendance", async () => {
    open("/admin/classes");
    expect(await screen.findByText("1 student")).toBeVisible();
    expect(await screen.findByText("Next: Tuesday 17 November, 16:00")).toBeVisible();
    expect(
      screen.getByRole("img", { name: "Attendance over 3 weeks: from 90% to 85%, lowest 80%" }),
    ).toBeVisible();
  });

  it("move ticked students from one list to the other", async () => {
    const core = open("/admin/classes?class=year-6");
    core.replies["POST /api/academic/classes/year-6/members"] = () => empty;
    const joining = await screen.findByRole("list", { name: "Students who may join" });
    expect(within(joining).queryByText("Maya Okafor")).toBeNull();
    await userEvent.click(within(joining).getByRole("checkbox", { name: "Leo Fernandes" }));
    await userEvent.click(screen.getByRole("button", { name: "Add 1" }));
    await waitFor(() =>
      expect(posts(core).at(-1)?.body).toEqual({
        members: [{ studentId: "leo", courseId: "maths" }],
      }),
    );
  });

  it("name conflicts and holidays before anything is planned", async () => {
    const core = open("/admin/classes?class=year-6");
    const lesson = (date: string, isPossible: boolean, problems: object[] = []) => ({
      date,
      isPossible,
      problems,
      places: [{ studentId: "maya" }],
    });
    const clash = {
      code: "student_booked",
      date: "2026-12-01",
      studentId: "maya",
      name: "Year 6",
      collisions: [{ name: "Reading" }],
    };
    core.replies["POST /api/academic/classes/year-6/sessions/preview"] = () => ({
      body: {
        lessons: [lesson("2026-12-01", true, [clash]), lesson("2026-12-08", true)],
        skipped: ["2026-12-22"],
      },
    });
    core.replies["POST /api/academic/classes/year-6/sessions"] = () => ({
      body: { sessionIds: ["a", "b"], problems: [], skipped: [] },
    });
    await userEvent.click(await screen.findByRole("button", { name: "Preview" }));
    expect(await screen.findByText("Choose a tutor")).toBeVisible();
    expect(posts(core)).toHaveLength(0);
    await chosen("Tutor", "Helen Marsh");
    await userEvent.click(screen.getByRole("checkbox", { name: "Tue" }));
    await userEvent.type(screen.getByLabelText("Last day"), "2026-12-31");
    await userEvent.click(screen.getByRole("button", { name: "Preview" }));
    expect(
      await screen.findByText("Tuesday 1 December: Maya Okafor is elsewhere then (Reading)"),
    ).toBeVisible();
    expect(screen.getByText(/Skipped, the centre is closed: 22 December/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Plan 2 sessions" }));
    expect(await screen.findByText("2 sessions are planned.")).toBeVisible();
    expect(posts(core).at(-1)?.body).toMatchObject({
      tutorId: "helen",
      daysOfWeek: ["TUESDAY"],
      onConflict: "LEAVE_OUT",
    });
  });

  it("keep what was typed when the core refuses a name", async () => {
    const core = open("/admin/classes");
    core.replies["POST /api/academic/classes"] = () =>
      problem(409, "name_taken", "Another class of this centre has this name.");
    await userEvent.type(await screen.findByLabelText("Name"), "Year 6");
    await userEvent.click(screen.getByRole("button", { name: "Make the class" }));
    expect(await screen.findByText(/Another class of this centre/)).toBeVisible();
    expect(screen.getByLabelText("Name")).toHaveValue("Year 6");
  });
});

describe("the timetable", () => {
  it("shows why the week is empty, and adds a weekly lesson with the core's words at its fields", async () => {
    const core = open("/admin/timetable");
    expect(await screen.findByText("Nothing is planned this week")).toBeVisible();
    await userEvent.click(screen.getByRole("tab", { name: "Weekly lessons" }));
    await userEvent.click(await screen.findByRole("button", { name: "Add a weekly lesson" }));
    core.replies["POST /api/academic/templates"] = () =>
      problem(422, "invalid", "Look at the fields.", {
        errors: [{ path: "endTime", message: "must be after the start" }],
      });
    await userEvent.type(await screen.findByLabelText("Name"), "Study hall");
    await chosen("Tutor", "Helen Marsh");
    await userEvent.click(screen.getByRole("button", { name: "Add to the week" }));
    expect(await screen.findByText("must be after the start")).toBeVisible();
    expect(screen.getByLabelText("Name")).toHaveValue("Study hall");
    await userEvent.clear(screen.getByLabelText("Until"));
    await userEvent.click(screen.getByRole("button", { name: "Add to the week" }));
    expect(screen.getByText("Needed")).toBeVisible();
    expect(posts(core)).toHaveLength(1);
  });

  it("closes no day that nobody has chosen", async () => {
    const core = open("/admin/timetable?show=closures");
    await userEvent.type(await screen.findByLabelText("Why"), "Boiler{Enter}");
    expect(screen.getAllByText("Choose a day")).toHaveLength(2);
    expect(screen.getByLabelText("Why")).toHaveValue("Boiler");
    expect(posts(core)).toEqual([]);
  });

  it("keeps rooms with seats typed as ranges", async () => {
    const core = open("/admin/timetable?show=rooms");
    core.replies["POST /api/academic/rooms"] = () => ({ status: 201, body: {} });
    await userEvent.type(await screen.findByLabelText("Room"), "Room 2");
    await userEvent.type(screen.getByLabelText("Seats"), "A1-A2, B1");
    await userEvent.click(screen.getByRole("button", { name: "Add a room" }));
    await waitFor(() =>
      expect(posts(core).at(-1)?.body).toEqual({
        name: "Room 2",
        seats: ["A1", "A2", "B1"],
        centreId: "centre-1",
      }),
    );
  });
});

it.each([
  ["/admin/timetable", "plan sessions"],
  ["/admin/classes", "see the students of sessions"],
  ["/dashboard/centre", "manage a centre"],
  ["/dashboard/help-waits", "answer raised hands"],
])("%s explains that the permission to %s is missing", async (path, permission) => {
  open(path, []);
  expect(
    await screen.findByText(new RegExp(`needs the permission to ${permission}`)),
  ).toBeVisible();
});
