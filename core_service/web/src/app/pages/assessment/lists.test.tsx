/** Level reviews, placement and rubrics: decided, set, written; a conflict keeps both versions. */
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";
import { routes } from "../../router";

afterEach(() => vi.unstubAllGlobals());

const anAssessor = {
  ...aTutor,
  roles: [{ role: "ASSESSOR", centreId: "centre-1" }],
  permissions: [
    {
      centreId: "centre-1",
      permissions: ["ASSESSMENT_QUEUE_VIEW", "ACADEMIC_PROFILE_UPDATE", "RUBRIC_MANAGE"],
    },
  ],
};

const levels = [4, 5, 6].map((level) => ({ id: `l${level}`, level, label: `Class ${level}` }));

function core(replies: Parameters<typeof fakeCore>[0]) {
  return fakeCore({
    "GET /api/auth/me": () => ({ body: anAssessor }),
    "GET /api/courses": () => ({
      body: { items: [{ id: "c", name: "English" }], nextCursor: null },
    }),
    "GET /api/levels": () => ({ body: { items: levels } }),
    ...replies,
  });
}

const page = (...items: object[]) => ({ body: { items, nextCursor: null } });

describe("level reviews", () => {
  const path = "/dashboard/assessments/levels";
  const recommendation = {
    id: "rec",
    studentId: "maya",
    courseId: "c",
    kind: "LEVEL_UP",
    fromLevel: 5,
    toLevel: 6,
    words: "Nothing is left to do in Class 5, and nothing is stuck.",
    evidence: [{ exerciseId: "e", title: "Letters", percent: 91, at: "2026-11-20T10:00:00Z" }],
    status: "OPEN",
    createdAt: "2026-11-21T10:00:00Z",
    decidedLevel: null,
  };
  const item = {
    recommendation,
    studentName: "Maya Okafor",
    courseName: "English",
    unitTitle: null,
    proposedBy: null,
  };
  const decision = "POST /api/assessment/recommendations/rec/decision";

  it("shows the rule and its numbers, and confirms", async () => {
    const fake = core({
      "GET /api/assessment/recommendations": () => page(item),
      [decision]: () => ({ body: item }),
    });
    renderApp(routes, path);
    expect(await screen.findByText(/Nothing is left to do in Class 5/)).toBeVisible();
    expect(screen.getByText("91%")).toBeVisible();
    await userEvent.click(await screen.findByRole("button", { name: "To Class 6" }));
    await waitFor(() =>
      expect(fake.asked).toContainEqual({
        call: decision,
        body: { decision: "confirm", newLevel: null, reason: null },
      }),
    );
  });

  it("adjusts with a reason, and not without", async () => {
    const fake = core({
      "GET /api/assessment/recommendations": () => page(item),
      [decision]: () => ({ body: item }),
    });
    renderApp(routes, path);
    await userEvent.click(await screen.findByRole("button", { name: "Adjust" }));
    await userEvent.click(screen.getByRole("button", { name: "Set this level" }));
    expect(screen.getByText("Say why the level is another")).toBeVisible();
    expect(fake.asked.some(({ call }) => call === decision)).toBe(false);
    await userEvent.selectOptions(screen.getByLabelText("Level"), "Class 4");
    await userEvent.type(screen.getByLabelText("Why"), "Reads slowly.");
    await userEvent.click(screen.getByRole("button", { name: "Set this level" }));
    await waitFor(() =>
      expect(fake.asked).toContainEqual({
        call: decision,
        body: { decision: "adjust", newLevel: 4, reason: "Reads slowly." },
      }),
    );
  });

  it("says why a decision failed, and keeps it there", async () => {
    core({
      "GET /api/assessment/recommendations": () => page(item),
      [decision]: () => problem(422, "invalid", "A unit is confirmed or declined."),
    });
    renderApp(routes, path);
    await userEvent.click(await screen.findByRole("button", { name: "Not yet" }));
    expect(await screen.findByText("A unit is confirmed or declined.")).toBeVisible();
    expect(screen.getByRole("button", { name: "Not yet" })).toBeVisible();
  });

  it("says what somebody else decided meanwhile, keeps the words, and leads on", async () => {
    let isOpen = true;
    core({
      "GET /api/assessment/recommendations": () => (isOpen ? page(item) : page()),
      [decision]: () => {
        isOpen = false;
        return problem(409, "already_decided", "This recommendation is no longer open.", {
          recommendationStatus: "DECLINED",
        });
      },
    });
    renderApp(routes, path);
    await userEvent.click(await screen.findByRole("button", { name: "Adjust" }));
    await userEvent.selectOptions(screen.getByLabelText("Level"), "Class 4");
    await userEvent.type(screen.getByLabelText("Why"), "Reads slowly.");
    await userEvent.click(screen.getByRole("button", { name: "Set this level" }));
    expect(await screen.findByRole("alert")).toHaveTextContent(
      "Somebody else has decided this meanwhile: not yet.You wanted Class 4: “Reads slowly.”",
    );
    expect(screen.queryByRole("button", { name: "Not yet" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Show what is left to decide" }));
    expect(await screen.findByText("Nothing to decide")).toBeVisible();
  });

  it("is decided once, however often it is pressed", async () => {
    const keys = new Set<string | null>();
    let isOpen = true;
    core({
      "GET /api/assessment/recommendations": () => (isOpen ? page(item) : page()),
      [decision]: (request) => {
        keys.add(request.headers.get("Idempotency-Key"));
        isOpen = false;
        return { body: item };
      },
    });
    renderApp(routes, path);
    const confirm = await screen.findByRole("button", { name: "To Class 6" });
    act(() => {
      confirm.click();
      confirm.click();
    });
    await screen.findByText("Nothing to decide");
    expect([...keys]).toEqual([expect.any(String)]);
  });

  it("says when there is nothing to decide", async () => {
    core({ "GET /api/assessment/recommendations": () => page() });
    renderApp(routes, path);
    expect(await screen.findByText("Nothing to decide")).toBeVisible();
  });
});

describe("placement", () => {
  const unplaced = {
    centreId: "centre-1",
    student: { id: "leo", name: "Leo Fernandes", avatarUrl: null, schoolGrade: 5 },
    course: { id: "c", name: "English" },
    waitingSince: "2026-11-20T10:00:00Z",
    suggestion: null,
  };

  it("sets level and metrics, with what the API says of a field beside it", async () => {
    let isWrong = true;
    const fake = core({
      "GET /api/assessment/placements": () => page(unplaced),
      "POST /api/assessment/placements": () =>
        isWrong
          ? problem(422, "invalid", "No.", {
              errors: [{ path: "metrics.readingAge", message: "is an age in years" }],
            })
          : { status: 201, body: {} },
    });
    renderApp(routes, "/dashboard/assessments/placement");
    await userEvent.click(await screen.findByRole("button", { name: "Set the level" }));
    await userEvent.type(screen.getByLabelText("Reading age"), "99");
    await userEvent.click(screen.getByRole("button", { name: "Place Leo" }));
    expect(await screen.findByText("is an age in years")).toBeVisible();
    expect(screen.getByLabelText("Reading age")).toHaveValue("99");
    isWrong = false;
    await userEvent.clear(screen.getByLabelText("Reading age"));
    await userEvent.type(screen.getByLabelText("Reading age"), "8.5");
    await userEvent.click(screen.getByRole("button", { name: "Place Leo" }));
    await waitFor(() =>
      expect(fake.asked).toContainEqual({
        call: "POST /api/assessment/placements",
        body: {
          studentId: "leo",
          courseId: "c",
          centreId: "centre-1",
          level: 5,
          metrics: { readingAge: 8.5 },
          reason: null,
        },
      }),
    );
  });
});

describe("rubrics", () => {
  const rubric = {
    id: "r",
    centreId: "centre-1",
    courseId: "c",
    courseName: "English",
    level: 4,
    levelLabel: "Class 4",
    exerciseType: "LONG_ANSWER",
    name: "Essay",
    criteria: [{ name: "Ideas", description: null, maxPoints: 4, levels: [] }],
    maxScore: 4,
    isActive: true,
  };

  it("keeps both versions when somebody else has changed it, and saves mine on top", async () => {
    let isStale = true;
    const fake = core({
      "GET /api/assessment/rubrics": () => page(rubric),
      "GET /api/assessment/rubrics/r": () => ({
        body: isStale ? rubric : { ...rubric, name: "Theirs" },
        headers: { ETag: isStale ? '"1"' : '"2"' },
      }),
      "PATCH /api/assessment/rubrics/r": () => {
        if (!isStale) return { body: rubric };
        isStale = false;
        return problem(412, "stale_edit", "This has been changed since you read it.");
      },
    });
    renderApp(routes, "/dashboard/assessments/rubrics");
    await userEvent.click(await screen.findByRole("button", { name: /^Edit Essay/ }));
    const name = await screen.findByLabelText(/^Name/);
    await userEvent.clear(name);
    await userEvent.type(name, "Mine");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText(/Somebody else has changed this rubric/)).toBeVisible();
    expect(screen.getByLabelText(/^Name/)).toHaveValue("Mine");
    await userEvent.click(screen.getByRole("button", { name: "Keep mine" }));
    await waitFor(() =>
      expect(fake.asked.filter(({ call }) => call.startsWith("PATCH"))).toHaveLength(2),
    );
    const patches = fake.asked.filter(({ call }) => call.startsWith("PATCH"));
    expect(patches[1]?.body).toMatchObject({ name: "Mine" });
  });

  it("says what is wrong at the field", async () => {
    core({
      "GET /api/assessment/rubrics": () => page(),
      "POST /api/assessment/rubrics": () =>
        problem(422, "invalid", "These criteria make no rubric.", {
          errors: [{ path: "criteria.0.name", message: "stands twice" }],
        }),
    });
    renderApp(routes, "/dashboard/assessments/rubrics");
    await userEvent.click(await screen.findByRole("button", { name: "New rubric" }));
    await userEvent.type(await screen.findByLabelText(/^Line 1/), "Ideas");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findByText("stands twice")).toBeVisible();
    expect(screen.getByLabelText(/^Line 1/)).toHaveValue("Ideas");
  });
});
