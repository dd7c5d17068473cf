import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Profiler, useEffect } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { anActivity, at, MINUTE } from "~/testing/room-fixtures";
import { renderPage } from "~/testing/render-page";
import { AttentionProvider } from "../../attention-provider";
import { RoomProvider, useRoom } from "../../room-provider";
import { FLUSH_MS, type RoomStore } from "../../state/room-store";
import type { RoomStudent } from "../../state/room-types";
import { aHand, aRoom, aStudent } from "../../testing";
import type { CardActs } from "./card-actions";
import { StudentCard } from "./student-card";
import { aSession } from "../testing";

vi.mock("../../api", async (original) => ({
  ...(await original<typeof import("../../api")>()),
  fetchTicket: () => new Promise(() => undefined),
  fetchEvents: () => new Promise(() => undefined),
}));

let store: RoomStore;
let renders: Record<string, number>;

function KeepStore() {
  const room = useRoom();
  useEffect(() => {
    store = room.store;
  }, [room]);
  return null;
}

function cardActs(): CardActs {
  return { mark: vi.fn(), assign: vi.fn(), encourage: vi.fn(), open: vi.fn() };
}

function showCards(students: RoomStudent[], acts: CardActs = cardActs()) {
  const room = aRoom(students);
  renders = {};
  renderPage(
    <RoomProvider snapshot={room} meId="helen" refreshSnapshot={() => undefined} isSignedIn>
      <AttentionProvider session={aSession()}>
        <KeepStore />
        {students.map(({ id }) => (
          <Profiler key={id} id={id} onRender={() => (renders[id] = (renders[id] ?? 0) + 1)}>
            <StudentCard studentId={id} acts={acts} isDimmed={false} isReachable isOpen={false} />
          </Profiler>
        ))}
      </AttentionProvider>
    </RoomProvider>,
  );
  return acts;
}

const flush = () => act(() => vi.advanceTimersByTime(FLUSH_MS));

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("live updates", () => {
  it("render the student's own card, once per flush, and no other (R208)", () => {
    const ids = Array.from({ length: 15 }, (_, index) => `s${index}`);
    showCards(ids.map((id) => aStudent(id, { activity: anActivity({ exerciseId: null }) })));
    flush();
    const before = { ...renders };
    for (let update = 1; update <= 5; update += 1) {
      const activity = anActivity({ exerciseId: null, answeredCount: update });
      store.dispatch({ type: "student:update", studentId: "s3", activity });
    }
    flush();
    expect(renders["s3"]).toBe((before["s3"] ?? 0) + 1);
    expect({ ...renders, s3: 0 }).toEqual({ ...before, s3: 0 });
  });

  it("count a quiet student's minutes from the last input", () => {
    const statusSince = at(Date.now() - 4 * MINUTE);
    const activity = anActivity({ status: "IDLE", statusSince, exerciseId: null });
    showCards([aStudent("maya", { activity })]);
    expect(screen.getByText("4 min, no input")).toBeVisible();
  });

  it("show a hand within a flush, with its words", () => {
    showCards([aStudent("maya")]);
    act(() =>
      store.dispatch({
        type: "help:new",
        studentId: "maya",
        requestId: "r",
        message: "Why can't I add them?",
        priority: "NORMAL",
        requestedAt: at(Date.now() - 3 * MINUTE),
      }),
    );
    flush();
    expect(screen.getByText("Hand up")).toBeVisible();
    expect(screen.getByText("“Why can't I add them?”")).toBeVisible();
  });
});

describe("a card", () => {
  const card = (id = "maya") => within(screen.getByRole("article", { name: new RegExp(id) }));

  it("names seat and status for those who hear it", () => {
    showCards([aStudent("maya", { seat: "A1" })]);
    expect(screen.getByRole("article")).toHaveAccessibleName("Maya maya, seat A1, working");
  });

  it("marks a student as here with one touch", async () => {
    const acts = showCards([aStudent("maya")]);
    await userEvent.click(card().getByRole("button", { name: "Mark Maya as here" }));
    expect(acts.mark).toHaveBeenCalledWith("maya", "PRESENT");
  });

  it("keeps its four actions in their places whatever happens", () => {
    showCards([
      aStudent("maya"),
      aStudent("leo", { help: aHand() }),
      aStudent("nora", { online: false, hasJoined: false, activity: null }),
    ]);
    const names = (id: string) =>
      card(id)
        .getAllByRole("button")
        .map((button) => button.getAttribute("aria-label")?.split(" ")[0]);
    expect(names("maya")).toEqual(["Mark", "Assign", "Encourage", "Open"]);
    expect(names("leo")).toEqual(["Mark", "Assign", "Encourage", "Go"]);
    expect(names("nora")).toEqual(["Mark", "Assign", "Encourage", "Open"]);
  });

  it("says the result of a finished exercise", () => {
    const result = {
      attemptId: "attempt-1",
      exerciseId: "e",
      title: null,
      status: "AUTO_GRADED" as const,
      score: 7,
      maxScore: 8,
      startedAt: null,
      questionCount: null,
      at: Date.now(),
    };
    showCards([
      aStudent("maya", { activity: anActivity({ status: "COMPLETED" }), results: [result] }),
    ]);
    expect(screen.getByText("88%")).toBeVisible();
  });

  it("says that work waits to be marked", () => {
    const result = {
      attemptId: "attempt-1",
      exerciseId: "e",
      title: null,
      status: "UNDER_REVIEW" as const,
      score: 0,
      maxScore: 8,
      startedAt: null,
      questionCount: null,
      at: Date.now(),
    };
    showCards([
      aStudent("maya", { activity: anActivity({ status: "COMPLETED" }), results: [result] }),
    ]);
    expect(screen.getByText("Sent to be marked")).toBeVisible();
    expect(screen.queryByText("0%")).toBeNull();
  });
});
