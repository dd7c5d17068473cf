/** The library: read by tutors, written by supervisors; what is typed survives, what is wrong stands at its field. */
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";
import { routes } from "../../router";

afterEach(() => vi.unstubAllGlobals());
beforeEach(() => localStorage.clear());

const as = (...permissions: string[]) => ({
  ...aTutor,
  permissions: [{ centreId: "centre-1", permissions }],
});
const supervisor = as("CONTENT_ASSIGN", "CENTRE_MANAGE", "RUBRIC_MANAGE");
const tutor = as("CONTENT_ASSIGN");

const course = {
  id: "c",
  centreId: "centre-1",
  name: "English",
  slug: "english",
  subjectArea: "English",
  description: null,
  isActive: true,
};
const exercise = {
  id: "e",
  title: "Sums",
  exerciseType: "MULTIPLE_CHOICE",
  difficulty: 1,
  level: 4,
  courseId: "c",
  lessonId: "l",
  lessonTitle: "Practice",
  unitTitle: "Numbers",
  questionCount: 1,
  maxScore: 1,
  timeLimit: null,
  estimatedMins: 1,
  isActive: false,
  centreId: "centre-1",
  revision: 1,
  instructions: null,
  questions: [{ question: "2 + 2?", type: "MULTIPLE_CHOICE", options: ["3", "4"] }],
  expectedAnswers: [{ answer: "4" }],
  explanation: null,
};
const part = { isActive: true };
const outline = {
  level: { id: "l4", level: 4, label: "Class 4" },
  units: [
    {
      ...part,
      id: "u",
      title: "Numbers",
      lessons: [
        {
          ...part,
          id: "l",
          title: "Practice",
          contentType: "EXERCISE",
          exercises: [
            { ...part, id: "e", title: "Sums", exerciseType: "MULTIPLE_CHOICE" },
            { ...part, id: "e2", title: "More sums", exerciseType: "NUMERICAL" },
          ],
        },
      ],
    },
  ],
};

function core(me: object, replies: Parameters<typeof fakeCore>[0] = {}) {
  return fakeCore({
    "GET /api/auth/me": () => ({ body: me }),
    "GET /api/courses": () => ({ body: { items: [course], nextCursor: null } }),
    "GET /api/courses/c": () => ({ body: course }),
    "GET /api/courses/c/levels": () => ({
      body: { items: [{ level: 4, label: "Class 4", unitCount: 1, exerciseCount: 2 }] },
    }),
    "GET /api/courses/c/outline": () => ({ body: outline }),
    "GET /api/exercises/e": () => ({ body: exercise, headers: { ETag: '"1"' } }),
    "POST /api/exercises/check": () => ({ body: { problems: [] } }),
    ...replies,
  });
}

const EXERCISE = "/dashboard/library/c?level=4&exercise=e";

describe("the tree", () => {
  it("shows the level's content, and orders it by menu", async () => {
    const fake = core(supervisor, { "POST /api/exercises/e/move": () => ({ body: exercise }) });
    renderApp(routes, "/dashboard/library/c");
    expect(await screen.findByRole("button", { name: /^Numbers/ })).toBeVisible();
    await userEvent.click(await screen.findByRole("button", { name: "More for Sums" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: "Move down" }));
    await waitFor(() =>
      expect(fake.asked).toContainEqual({
        call: "POST /api/exercises/e/move",
        body: { position: 2 },
      }),
    );
  });

  it("adds one exercise, however often that is pressed", async () => {
    const keys: (string | null)[] = [];
    core(supervisor, {
      "POST /api/exercises": (request) => {
        keys.push(request.headers.get("Idempotency-Key"));
        return { status: 201, body: exercise };
      },
    });
    renderApp(routes, "/dashboard/library/c?level=4");
    const add = await screen.findByRole("button", { name: "Exercise" });
    act(() => {
      add.click();
      add.click();
    });
    expect(await screen.findByLabelText(/^Title/)).toHaveValue("Sums");
    expect(new Set(keys)).toEqual(new Set([expect.any(String)]));
  });

  it("is read-only for tutors, whose exercise shows its key and can be tried", async () => {
    core(tutor);
    renderApp(routes, EXERCISE);
    expect(await screen.findByLabelText("Words")).toHaveAttribute("readonly");
    expect(screen.getByLabelText("Type")).toHaveValue("Choice");
    expect(screen.getByRole("img", { name: "Option 2 is right" })).toBeVisible();
    expect(document.querySelectorAll(":disabled")).toHaveLength(0);
    expect(screen.queryByRole("button", { name: "Save" })).not.toBeInTheDocument();
    expect(screen.queryByRole("button", { name: /^More for/ })).not.toBeInTheDocument();
    expect(screen.getByRole("button", { name: "Preview and try it" })).toBeVisible();
  });

  it("is closed to students", async () => {
    core(as("OWN_WORK"));
    renderApp(routes, "/dashboard/library");
    expect(await screen.findByText(/needs the permission to assign work/)).toBeVisible();
  });

  it.each(["/dashboard/tutor/library", "/admin/catalogue"])("%s leads here", async (alias) => {
    core(tutor);
    const router = renderApp(routes, alias);
    expect(await screen.findByRole("heading", { name: "Library" })).toBeVisible();
    expect(router.state.location.pathname).toBe("/dashboard/library");
  });
});

describe("the exercise editor", () => {
  it("saves with the version that was read, and publishes", async () => {
    const saved = { ...exercise, isActive: true };
    const fake = core(supervisor, { "PATCH /api/exercises/e": () => ({ body: saved }) });
    renderApp(routes, EXERCISE);
    fireEvent.change(await screen.findByLabelText("Words"), { target: { value: "3 + 1?" } });
    expect(screen.getByText(/not saved yet, kept on this device/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Publish" }));
    await waitFor(() => expect(fake.asked.some(({ call }) => call.startsWith("PATCH"))).toBe(true));
    const patch = fake.asked.find(({ call }) => call === "PATCH /api/exercises/e");
    expect(patch?.body).toMatchObject({
      isActive: true,
      questions: [{ question: "3 + 1?", options: ["3", "4"] }],
    });
  });

  it("keeps what was typed on this device until it is saved", async () => {
    core(supervisor, {
      "PATCH /api/exercises/e": () => problem(503, "unavailable", "The database does not answer."),
    });
    renderApp(routes, EXERCISE);
    fireEvent.change(await screen.findByLabelText(/^Title/), { target: { value: "Sums again" } });
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("The database does not answer.")).toBeVisible();
    expect(screen.getByLabelText(/^Title/)).toHaveValue("Sums again");
    expect(Object.values(localStorage).join()).toContain("Sums again");
  });

  it("says at the field what keeps it from being published", async () => {
    const errors = [{ path: "expectedAnswers.0.answer", message: "is none of the options" }];
    core(supervisor, {
      "PATCH /api/exercises/e": () => problem(422, "not_gradable", "Not yet.", { errors }),
    });
    renderApp(routes, EXERCISE);
    await userEvent.click(await screen.findByRole("button", { name: "Publish" }));
    expect(await screen.findByText("is none of the options")).toBeVisible();
  });

  it("offers both versions when somebody else has saved", async () => {
    let isStale = false;
    core(supervisor, {
      "GET /api/exercises/e": () => ({
        body: isStale ? { ...exercise, title: "Theirs" } : exercise,
        headers: { ETag: '"1"' },
      }),
      "PATCH /api/exercises/e": () => {
        isStale = true;
        return problem(412, "stale_edit", "Changed.");
      },
    });
    renderApp(routes, EXERCISE);
    fireEvent.change(await screen.findByLabelText(/^Title/), { target: { value: "Mine" } });
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    const theirs = await screen.findByRole("region", { name: "Their version" });
    expect(within(theirs).getByText(/2 \+ 2/)).toBeVisible();
    await userEvent.click(screen.getByRole("button", { name: "Take theirs" }));
    expect(screen.getByLabelText(/^Title/)).toHaveValue("Theirs");
  });

  it("still publishes when one's own version is kept over another's", async () => {
    let stored = exercise;
    const fake = core(supervisor, {
      "GET /api/exercises/e": () => ({ body: stored, headers: { ETag: '"1"' } }),
      "PATCH /api/exercises/e": () => {
        const isFirst = stored === exercise;
        stored = { ...exercise, title: "Theirs", isActive: !isFirst };
        return isFirst ? problem(412, "stale_edit", "Changed.") : { body: stored };
      },
    });
    renderApp(routes, EXERCISE);
    await userEvent.click(await screen.findByRole("button", { name: "Publish" }));
    await userEvent.click(await screen.findByRole("button", { name: "Keep mine" }));
    await screen.findByRole("button", { name: "Take out of use" });
    const kept = fake.asked.filter(({ call }) => call === "PATCH /api/exercises/e").at(-1);
    expect(kept?.body).toMatchObject({ title: "Sums", isActive: true });
  });

  it("tries what is typed for real, as a child sees it", async () => {
    const trial = {
      status: "AUTO_GRADED",
      score: 1,
      maxScore: 1,
      answers: [{ questionIndex: 0, answer: "4", isCorrect: true, score: 1 }],
      explanation: null,
      explanations: [null],
    };
    const fake = core(supervisor, { "POST /api/exercises/try": () => ({ body: trial }) });
    renderApp(routes, EXERCISE);
    await userEvent.click(await screen.findByRole("button", { name: "Preview and try it" }));
    const dialog = await screen.findByRole("dialog");
    await userEvent.click(await within(dialog).findByRole("radio", { name: /^4/ }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Try it" }));
    expect(await within(dialog).findByText("1 of 1")).toBeVisible();
    expect(fake.asked.at(-1)?.body).toMatchObject({
      answers: [{ questionIndex: 0, answer: "4" }],
    });
  });
});
