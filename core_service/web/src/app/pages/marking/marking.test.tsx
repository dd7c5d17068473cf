/** Marking in the whole app: ten pieces without a mouse, and no scroll that changes a score (UI 18.19). */
import { QueryClient } from "@tanstack/react-query";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { anItem, aReview } from "~/features/assessment/testing";
import type { QueueItem } from "~/lib/contract";
import { aTutor, fakeCore, problem } from "~/testing/fake-core";
import { renderApp } from "~/testing/render-app";
import { routes } from "../../router";

const anAssessor = {
  ...aTutor,
  user: { ...aTutor.user, id: "ravi", name: "Ravi Menon" },
  roles: [{ role: "ASSESSOR", centreId: "centre-1" }],
  permissions: [
    {
      centreId: "centre-1",
      permissions: ["ASSESSMENT_QUEUE_VIEW", "ASSESSMENT_REVIEW", "ACADEMIC_PROFILE_UPDATE"],
    },
  ],
};

afterEach(() => vi.unstubAllGlobals());
beforeEach(() => localStorage.clear());

const numberOf = (body: unknown, key: string) =>
  Number(String((body as Record<string, string>)[key]).split("-")[1]);

/** A queue of so many pieces; a piece that is done leaves it. */
function desk(count: number, over: Parameters<typeof aReview>[1] = {}) {
  let waiting: QueueItem[] = Array.from({ length: count }, (_, index) => anItem(index + 1));
  const last = () => core.asked[core.asked.length - 1]?.body;
  const core = fakeCore({
    "GET /api/auth/me": () => ({ body: anAssessor }),
    "GET /api/assessment/queue": () => ({ body: { items: waiting, nextCursor: null } }),
    "GET /api/courses": () => ({ body: { items: [], nextCursor: null } }),
    "GET /api/levels": () => ({ body: { items: [{ id: "l", level: 6, label: "Class 6" }] } }),
    "POST /api/assessment/claim": () => ({ body: aReview(numberOf(last(), "attemptId"), over) }),
    "POST /api/assessment/review": () => {
      const number = numberOf(last(), "reviewId");
      waiting = waiting.filter(({ attemptId }) => attemptId !== `attempt-${number}`);
      return { body: aReview(number, { status: "COMPLETED" }) };
    },
  });
  for (let number = 1; number <= count; number++) {
    const path = `/api/assessment/reviews/review-${number}`;
    core.replies[`GET ${path}`] = () => ({ body: aReview(number, over) });
    core.replies[`PUT ${path}/draft`] = () => ({ body: aReview(number, over) });
    core.replies[`POST ${path}/release`] = () => ({ body: aReview(number, over) });
  }
  const reviews = () => core.asked.filter(({ call }) => call === "POST /api/assessment/review");
  return { core, reviews };
}

const opened = (number: number) =>
  screen.findByRole("heading", { level: 2, name: `Story ${number}` });
const VIEW = "/dashboard/assessments/review-1";

describe("the queue", () => {
  it("shows who waits how long, and who marks what already", async () => {
    const { core } = desk(0);
    const ravi = { id: "x", name: "Ravi Menon", avatarUrl: null };
    const claim = { assessor: ravi, until: new Date().toISOString(), isMine: false };
    const items = [anItem(30), anItem(2, { claim })];
    core.replies["GET /api/assessment/queue"] = () => ({ body: { items, nextCursor: null } });
    renderApp(routes, "/dashboard/assessments");
    expect(await screen.findByText("1 d")).toHaveAttribute("data-late");
    expect(screen.getByText("2 h")).not.toHaveAttribute("data-late");
    expect(screen.getByText("Ravi is marking this")).toBeVisible();
  });

  it("says All marked when nothing waits", async () => {
    desk(0);
    renderApp(routes, "/dashboard/assessments");
    expect(await screen.findByText("All marked")).toBeVisible();
  });

  it("keeps its filters in the address", async () => {
    desk(1);
    const router = renderApp(routes, "/dashboard/assessments?urgency=URGENT");
    const urgency = await screen.findByLabelText("Urgency");
    expect(urgency).toHaveValue("URGENT");
    await userEvent.selectOptions(await screen.findByLabelText("Kind of work"), "PAPER");
    expect(router.state.location.search).toBe("?kind=PAPER&urgency=URGENT");
  });

  it("claims what is opened", async () => {
    const { core } = desk(2);
    const router = renderApp(routes, "/dashboard/assessments");
    await userEvent.click(await screen.findByRole("button", { name: /^Mark Story 1/ }));
    await opened(1);
    expect(router.state.location.pathname).toBe(VIEW);
    expect(core.asked).toContainEqual({
      call: "POST /api/assessment/claim",
      body: { attemptId: "attempt-1" },
    });
  });

  it("is for assessors", async () => {
    fakeCore({
      "GET /api/auth/me": () => ({ body: aTutor }),
      "GET /api/academic/sessions": () => ({ body: { items: [], nextCursor: null } }),
    });
    renderApp(routes, "/dashboard/assessments");
    expect(
      await screen.findByText(/needs the permission to see what waits to be marked/),
    ).toBeVisible();
  });
});

describe("marking", () => {
  it("marks ten pieces without a mouse", async () => {
    const { reviews } = desk(10);
    renderApp(routes, VIEW);
    const user = userEvent.setup();
    for (let number = 1; number <= 10; number++) {
      await opened(number);
      await user.keyboard("5{ArrowDown}4f");
      await user.keyboard("Well told.{Control>}{Enter}{/Control}");
      await waitFor(() => expect(reviews()).toHaveLength(number));
    }
    expect(await screen.findByText("All marked")).toBeVisible();
    expect(reviews()[9]?.body).toMatchObject({
      reviewId: "review-10",
      decision: "complete",
      criteriaScores: [
        { criterionName: "Ideas", score: 5 },
        { criterionName: "Spelling", score: 4 },
      ],
      feedback: "Well told.",
    });
  });

  it("changes no score by scrolling", async () => {
    desk(1);
    renderApp(routes, VIEW);
    await opened(1);
    await userEvent.keyboard("3");
    const three = screen.getByRole("button", { name: "Ideas: 3 of 6" });
    three.focus();
    for (const target of [three, screen.getByRole("group", { name: /^Ideas/ }), document.body]) {
      fireEvent.wheel(target, { deltaY: 400 });
    }
    expect(three).toHaveAttribute("aria-pressed", "true");
    expect(document.querySelectorAll("input[type=number], input[type=range]")).toHaveLength(0);
  });

  it("reads two quick digits as one number where there are as many points", async () => {
    desk(1, { rubric: null, attemptMaxScore: 12 });
    renderApp(routes, VIEW);
    await opened(1);
    vi.spyOn(Date, "now").mockReturnValue(Date.now());
    await userEvent.keyboard("12");
    expect(screen.getByRole("button", { name: "The whole work: 12 of 12" })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
  });

  it("takes points back with Z, opens a note with C, and sleeps while somebody types", async () => {
    desk(1);
    renderApp(routes, VIEW);
    await opened(1);
    await userEvent.keyboard("3c");
    expect(screen.getByLabelText("Note on Ideas")).toHaveFocus();
    await userEvent.keyboard("4 foxes{Escape}z");
    expect(screen.getByRole("group", { name: "Ideas, no points yet, up to 6" })).toBeVisible();
  });

  it("saves what is entered before it is finished", async () => {
    const { core } = desk(1);
    renderApp(routes, VIEW);
    await opened(1);
    await userEvent.keyboard("3");
    await waitFor(() =>
      expect(core.asked).toContainEqual({
        call: "PUT /api/assessment/reviews/review-1/draft",
        body: expect.objectContaining({
          criteriaScores: [{ criterionName: "Ideas", score: 3, comment: null }],
        }),
      }),
    );
    expect(await screen.findByText("Saved")).toBeVisible();
  });

  it("names the line that has no points when it is to be saved", async () => {
    const { reviews } = desk(1);
    renderApp(routes, VIEW);
    await opened(1);
    await userEvent.keyboard("3{Control>}{Enter}{/Control}");
    expect(await screen.findByText("Spelling has no points yet.")).toBeVisible();
    expect(reviews()).toHaveLength(0);
  });

  it("returns work with what to do again, and not without words", async () => {
    const { reviews } = desk(1);
    renderApp(routes, VIEW);
    await opened(1);
    await userEvent.keyboard("{Control>}{Shift>}{Enter}{/Shift}{/Control}");
    await userEvent.click(screen.getByRole("button", { name: /^Return to Tom/ }));
    expect(await screen.findByText("Say what to put right")).toBeVisible();
    await userEvent.type(screen.getByLabelText(/What should Tom do again/), "Add an end.");
    await userEvent.keyboard("{Control>}{Shift>}{Enter}{/Shift}{/Control}");
    await waitFor(() => expect(reviews()).toHaveLength(1));
    expect(reviews()[0]?.body).toMatchObject({ decision: "return", feedback: "Add an end." });
  });

  it("confirms what is recommended with Y, with its rule and numbers", async () => {
    const recommendation = {
      id: "rec-1",
      kind: "LEVEL_UP",
      fromLevel: 5,
      toLevel: 6,
      words: "Two units of Class 5 after each other look mastered.",
      evidence: [87, 90, 83].map((percent) => ({ exerciseId: "e", title: "", percent, at: null })),
      status: "OPEN",
    };
    const { reviews } = desk(1, { recommendations: [recommendation] as never });
    renderApp(routes, VIEW);
    await opened(1);
    expect(screen.getByText(/Two units of Class 5/)).toBeVisible();
    expect(screen.getByText("87%, 90%, 83%.")).toBeVisible();
    await userEvent.keyboard("y3{ArrowDown}4{Control>}{Enter}{/Control}");
    await waitFor(() => expect(reviews()).toHaveLength(1));
    expect(reviews()[0]?.body).toMatchObject({
      advice: { decision: "confirm", recommendationId: "rec-1" },
    });
  });

  it("shows what the student handed in before, without this piece", async () => {
    const { core } = desk(1);
    const work = { courseName: "English", status: "GRADED", maxScore: 12, startedAt: "2026-11-12" };
    const recentWork = [
      { ...work, id: "attempt-1", exerciseTitle: "This story", score: null, submittedAt: null },
      { ...work, id: "attempt-0", exerciseTitle: "An older one", score: 10, submittedAt: null },
    ];
    core.replies["GET /api/students/student-1"] = () => ({ body: { recentWork } });
    renderApp(routes, VIEW);
    await opened(1);
    await userEvent.click(screen.getByRole("button", { name: "Earlier work" }));
    const dialog = within(await screen.findByRole("dialog", { name: /^Earlier work of Tom/ }));
    expect(await dialog.findByText("An older one")).toBeVisible();
    expect(dialog.getByText(/10 of 12/)).toBeVisible();
    expect(dialog.queryByText("This story")).not.toBeInTheDocument();
  });

  it("says who is marking it, and lets nothing be entered", async () => {
    const { core } = desk(1);
    core.replies["POST /api/assessment/claim"] = () =>
      problem(409, "claimed_by_another", "Ravi Menon is marking this work.", {
        assessor: "Ravi Menon",
        until: "2026-11-17T16:45:00Z",
      });
    renderApp(routes, VIEW);
    expect(await screen.findByText(/Ravi is marking this, until/)).toBeVisible();
    expect(screen.queryByRole("button", { name: /Save, next/ })).not.toBeInTheDocument();
  });

  it("keeps everything when saving fails, and says why", async () => {
    const { core } = desk(1);
    core.replies["POST /api/assessment/review"] = () =>
      problem(503, "unavailable", "The database does not answer.");
    renderApp(routes, VIEW);
    await opened(1);
    await userEvent.keyboard("3{ArrowDown}4fKeep me{Control>}{Enter}{/Control}");
    expect(await screen.findByText("The database does not answer.")).toBeVisible();
    expect(screen.getByLabelText(/^To Tom/)).toHaveValue("Keep me");
  });

  it("says since when the queue beside the work is known, where it cannot be read", async () => {
    const { core } = desk(2);
    const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    renderApp(routes, VIEW, queries);
    await screen.findByText("1 of 2");
    core.replies["GET /api/assessment/queue"] = () => problem(503, "unavailable", "Away.");
    void queries.invalidateQueries({ queryKey: ["assessment", "queue"] });
    expect(await screen.findByText(/Reconnecting. Showing/)).toBeVisible();
  });

  it("explains a failure to open, and tries again", async () => {
    const { core } = desk(1);
    core.replies["GET /api/assessment/reviews/review-1"] = () =>
      problem(503, "unavailable", "Away.");
    renderApp(routes, VIEW);
    expect(await screen.findByText("The work could not be opened")).toBeVisible();
    core.replies["GET /api/assessment/reviews/review-1"] = () => ({ body: aReview(1) });
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await opened(1);
  });
});

describe("the address by enrolment", () => {
  it("opens its oldest piece of work", async () => {
    desk(3);
    const router = renderApp(routes, "/dashboard/tutor/assessments/enrollment-1");
    await opened(1);
    expect(router.state.location.pathname).toBe(VIEW);
  });
});
