/**
 * What comes next for a student, and who teaches instead, in the control centre.
 * The good case: what follows the open exercise is said, with its reason. The bad ones: nothing follows; somebody else
 * has named a substitute meanwhile.
 */
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aSession } from "~/features/room/components/testing";
import { aTutor, problem } from "~/testing/fake-core";
import { NothingSeen, openCentre } from "./testing";

beforeEach(() => {
  vi.stubGlobal("IntersectionObserver", NothingSeen);
  window.localStorage.clear();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

describe("what comes next", () => {
  const exercise = (title: string, number: number) => ({
    id: `exercise-${number}`,
    courseId: "course-1",
    title,
    exerciseType: "NUMERICAL",
    level: 5,
    questionCount: 4,
  });
  const ahead = (...titles: string[]) => ({
    body: {
      items: titles.map((title, place) => ({
        kind: "EXERCISE",
        isPreview: false,
        exercise: exercise(title, place + 1),
        lesson: null,
        reason: { code: "SEQUENCE", text: `Step ${place + 1} of the unit` },
      })),
    },
  });

  it("is said of the time after the exercise that is open, in the panel and as suggestions", async () => {
    openCentre(
      {},
      {
        "GET /api/content/ahead": () => ahead("Adding fractions", "Common denominators", "Ratio"),
        "GET /api/exercises": () => ({ body: { items: [], nextCursor: null } }),
      },
    );
    await userEvent.click(await screen.findByRole("button", { name: "Open Maya" }));
    const panel = within(screen.getByRole("region", { name: "Maya Okafor" }));
    expect(await panel.findByText("Next: Common denominators")).toBeVisible();
    expect(panel.getByText("Step 2 of the unit")).toBeVisible();
    await userEvent.click(panel.getByRole("button", { name: /^Change/ }));
    const suggested = await screen.findByRole("list", { name: "Suggested for Maya" });
    const given = within(suggested).getAllByRole("button", { name: /^Give/ });
    expect(given.map((each) => each.getAttribute("aria-label"))).toEqual([
      "Give Common denominators to Maya",
      "Give Ratio to Maya",
    ]);
  });

  it("stands above what the library holds from the start, so that no row moves under a finger", async () => {
    const kept = { ...exercise("Ratio", 7), id: "kept" };
    openCentre(
      {},
      {
        "GET /api/content/ahead": () => ahead("Adding fractions", "Common denominators"),
        "GET /api/exercises": () => ({ body: { items: [kept], nextCursor: null } }),
      },
    );
    const answered = globalThis.fetch;
    let tellWhatFollows = () => {};
    let isFound = false;
    vi.stubGlobal("fetch", async (request: Request) => {
      const { pathname } = new URL(request.url);
      if (pathname === "/api/content/ahead") {
        await new Promise<void>((resolve) => (tellWhatFollows = resolve));
      }
      const answer = await answered(request);
      isFound ||= pathname === "/api/exercises";
      return answer;
    });
    await userEvent.click(await screen.findByRole("button", { name: "Assign to Maya" }));
    await waitFor(() => expect(isFound).toBe(true));
    await userEvent.hover(document.body); // whatever has come is shown by then
    expect(screen.queryByRole("button", { name: "Give Ratio to Maya" })).toBeNull();
    tellWhatFollows();
    await screen.findByRole("button", { name: "Give Ratio to Maya" });
    expect(screen.getByRole("list", { name: "Suggested for Maya" })).toBeVisible();
  });

  it("can be given where the library cannot be read, which says so and is tried again", async () => {
    const core = openCentre(
      {},
      {
        "GET /api/content/ahead": () => ahead("Adding fractions", "Common denominators"),
        "GET /api/exercises": () => problem(503, "unavailable", "The database does not answer."),
      },
    );
    await userEvent.click(await screen.findByRole("button", { name: "Assign to Maya" }));
    const failure = await screen.findByRole("alert");
    expect(failure).toHaveTextContent("The library could not be read");
    expect(screen.getByRole("button", { name: "Give Common denominators to Maya" })).toBeVisible();
    core.replies["GET /api/exercises"] = () => ({
      body: { items: [exercise("Ratio", 7)], nextCursor: null },
    });
    await userEvent.click(within(failure).getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("button", { name: "Give Ratio to Maya" })).toBeVisible();
    expect(failure).not.toBeInTheDocument();
  });

  it("is nothing where the open exercise is the last", async () => {
    openCentre({}, { "GET /api/content/ahead": () => ahead("Adding fractions") });
    await userEvent.click(await screen.findByRole("button", { name: "Open Maya" }));
    expect(await screen.findByText("Nothing lined up next")).toBeVisible();
  });
});

describe("a substitute", () => {
  it("whom somebody else has named meanwhile is shown, and overwritten only knowingly", async () => {
    const owen = { id: "owen", name: "Owen Ash", avatarUrl: null };
    const versions = ['"first"', '"second"'];
    const asked: (string | null)[] = [];
    const planner = { centreId: "centre-1", permissions: ["SESSION_CONDUCT", "SCHEDULE_MANAGE"] };
    openCentre(
      {},
      {
        "GET /api/auth/me": () => ({ body: { ...aTutor, permissions: [planner] } }),
        "GET /api/sessions/session-1": () => ({
          body: aSession(asked.length > 0 ? { substituteTutor: owen } : {}),
          headers: { ETag: versions[Math.min(asked.length, 1)] ?? "" },
        }),
        "GET /api/sessions/session-1/possible-tutors": () => ({
          body: { items: [{ id: "ravi", name: "Ravi Menon", avatarUrl: null, isFree: true }] },
        }),
        "POST /api/sessions/session-1/substitute": (request) => {
          asked.push(request.headers.get("If-Match"));
          return asked.at(-1) === '"second"'
            ? { body: aSession() }
            : problem(412, "stale_edit", "This has been changed since you read it.");
        },
      },
    );
    await screen.findAllByRole("article");
    await userEvent.click(screen.getByRole("button", { name: "More for this session" }));
    await userEvent.click(await screen.findByRole("menuitem", { name: /Substitute/ }));
    const dialog = within(await screen.findByRole("dialog", { name: "Substitute tutor" }));
    await userEvent.click(await dialog.findByRole("radio", { name: /Ravi Menon/ }));
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    expect(await dialog.findByRole("region", { name: "Their version" })).toHaveTextContent(
      "Owen Ash",
    );
    expect(asked).toEqual(['"first"']);
    await userEvent.click(dialog.getByRole("button", { name: "Keep mine" }));
    await waitFor(() => expect(asked).toEqual(versions));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const opener = screen.getByRole("button", { name: "More for this session" });
    await waitFor(() => expect(opener).toHaveFocus());
  });
});
