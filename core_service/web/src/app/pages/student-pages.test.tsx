/** A student's pages in each state that needs no room: loading, error, empty, waiting, over, forbidden. */
import { screen } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { SessionSummary, StudentView } from "~/lib/contract";
import { answering, inHours, me, openPage as open, rewards } from "../student/testing";

const helen = { id: "tutor-1", name: "Helen Marsh", avatarUrl: null };
const session = {
  id: "session-1",
  centreId: "centre-1",
  name: "Tuesday study hall",
  status: "SCHEDULED",
  scheduledStart: inHours(2),
  scheduledEnd: inHours(3),
  joinOpensAt: inHours(1.75),
  tutor: helen,
  substituteTutor: null,
  room: null,
} as unknown as SessionSummary;

const maths = { id: "c1", name: "Mathematics", subjectArea: "Mathematics" };
const next = {
  kind: "EXERCISE",
  exercise: { id: "e1", title: "Adding fractions" },
  lesson: null,
  unit: { id: "u1", title: "Fractions" },
  level: { level: 5, label: "Class 5" },
  position: { index: 2, of: 3 },
  reason: { code: "NEXT_IN_SEQUENCE", text: "" },
};

function view(status: string): StudentView {
  const enrollment = { id: "en-1", course: maths, currentLevel: { level: 5 }, next: null };
  return {
    session: { ...session, status },
    serverTime: new Date().toISOString(),
    tutor: helen,
    enrollments: [enrollment],
    attempt: null,
    messages: [],
  } as unknown as StudentView;
}

afterEach(() => vi.unstubAllGlobals());

describe("the student's home", () => {
  const home = (items: SessionSummary[]) => ({
    "/academic/sessions": { items, nextCursor: null },
    "/courses": { items: [maths], nextCursor: null },
    "/content/next": next,
    "/academic/catchups": { items: [], nextCursor: null },
    "/attempts": { items: [], nextCursor: null },
    "/rewards/me": rewards,
  });

  it("offers Join when the room is open", async () => {
    answering(home([{ ...session, joinOpensAt: inHours(-0.1) }]));
    open("/dashboard/student");
    const join = await screen.findByRole("link", { name: "Join" });
    expect(join).toHaveAttribute("href", "/dashboard/student/sessions/session-1");
  });

  it("shows points, the row of sessions and the badges, and how near the next are", async () => {
    answering(home([]));
    open("/dashboard/student");
    expect(await screen.findByText("1,240")).toBeInTheDocument();
    expect(screen.getByText("points, 60 to the next star")).toBeInTheDocument();
    expect(screen.getByText("You came 4 times in a row.")).toBeInTheDocument();
    const row = ["Thu", "Fri", "Mon", "Tue", "next"];
    expect(row.map((day) => screen.getByText(day).textContent)).toEqual(row);
    expect(screen.getByText("2 more for “Never give up”")).toBeInTheDocument();
  });

  it("shows the courses in which the student has a level, and one without only where it is all", async () => {
    const english = { id: "c2", name: "English", subjectArea: "English" };
    const levels: Record<string, object | null> = { c1: next.level, c2: null };
    const pages = {
      ...home([]),
      "/courses": { items: [maths, english], nextCursor: null },
      "/content/next": (query: URLSearchParams) => ({
        ...next,
        level: levels[query.get("courseId") ?? ""],
      }),
    };
    answering(pages);
    const first = open("/dashboard/student");
    expect(await screen.findByRole("heading", { name: "Maths" })).toBeInTheDocument();
    expect(screen.queryByRole("heading", { name: "English" })).not.toBeInTheDocument();
    first.unmount();
    levels["c1"] = null;
    open("/dashboard/student");
    expect(await screen.findByRole("heading", { name: "English" })).toBeInTheDocument();
  });

  it("counts down to the opening before", async () => {
    answering(home([session]));
    open("/dashboard/student");
    expect(await screen.findByText("opens in")).toBeInTheDocument();
    expect(await screen.findByText("today")).toBeInTheDocument();
    expect(screen.queryByRole("link", { name: "Join" })).not.toBeInTheDocument();
  });

  it("says when there is no session", async () => {
    answering(home([]));
    open("/dashboard/student");
    expect(await screen.findByText("No session today")).toBeInTheDocument();
  });

  it("shows level, unit and place in each subject", async () => {
    answering(home([]));
    open("/dashboard/student");
    expect(await screen.findByText("Level 5")).toBeInTheDocument();
    expect(screen.getByText("Fractions")).toBeInTheDocument();
    expect(screen.getByRole("img", { name: "Exercise 2 of 3" })).toBeInTheDocument();
  });

  it("says what failed, with a way to try again", async () => {
    answering({ ...home([]), "/academic/sessions": 500 });
    open("/dashboard/student");
    expect(await screen.findByText("Your sessions could not be loaded")).toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
  });

  it("is closed to others, and says so", async () => {
    answering({});
    open("/dashboard/student", { ...me, roles: [] });
    expect(await screen.findByText("This page is not open to you")).toBeInTheDocument();
  });
});

describe("the student's session", () => {
  const path = "/dashboard/student/sessions/session-1";
  const viewPath = "/sessions/session-1/student-view";

  it("loads in its final shape", async () => {
    vi.stubGlobal("fetch", () => new Promise(() => undefined));
    open(path);
    expect(await screen.findByRole("status", { name: "Opening your session" })).toBeVisible();
  });

  it("waits for the start", async () => {
    answering({ [viewPath]: view("SCHEDULED") });
    open(path);
    expect(await screen.findByText(/We begin at/)).toBeInTheDocument();
  });

  it.each([
    ["COMPLETED", "The session is over"],
    ["CANCELLED", "This session was cancelled"],
  ])("%s: %s", async (status, words) => {
    answering({ [viewPath]: view(status) });
    open(path);
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it("says what failed", async () => {
    answering({ [viewPath]: 500 });
    open(path);
    expect(await screen.findByText("This session could not be opened")).toBeInTheDocument();
  });

  it("explains an address that leads nowhere", async () => {
    answering({ [viewPath]: 404 });
    open(path);
    expect(await screen.findByText("There is nothing here")).toBeInTheDocument();
  });
});
