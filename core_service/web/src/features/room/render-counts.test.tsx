import { act } from "@testing-library/react";
import { Profiler, useEffect } from "react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { anActivity } from "~/testing/room-fixtures";
import { renderPage } from "~/testing/render-page";
import { AttentionProvider } from "./attention-provider";
import { StudentCard } from "./components/card/student-card";
import { aSession } from "./components/testing";
import { RoomProvider, useRoom } from "./room-provider";
import { FLUSH_MS, type RoomStore } from "./state/room-store";
import { aRoom, aStudent } from "./testing";

vi.mock("./api", async (original) => ({
  ...(await original<typeof import("./api")>()),
  fetchTicket: () => new Promise(() => undefined),
  fetchEvents: () => new Promise(() => undefined),
}));

const STUDENTS = 15;
const UPDATES_PER_SECOND = 5;
const SECONDS = 10;
const ids = Array.from({ length: STUDENTS }, (_, index) => `s${index}`);
const acts = { mark: vi.fn(), assign: vi.fn(), encourage: vi.fn(), open: vi.fn() };

let store: RoomStore;

function KeepStore() {
  const room = useRoom();
  useEffect(() => {
    store = room.store;
  }, [room]);
  return null;
}

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

it("renders each card once per flush at most, and the one that is still never (UI 18.8)", () => {
  const renders: Record<string, number> = {};
  renderPage(
    <RoomProvider
      snapshot={aRoom(
        ids.map((id) => aStudent(id, { activity: anActivity({ exerciseId: null }) })),
      )}
      meId="helen"
      refreshSnapshot={() => undefined}
      isSignedIn
    >
      <AttentionProvider session={aSession()}>
        <KeepStore />
        {ids.map((id) => (
          <Profiler key={id} id={id} onRender={() => (renders[id] = (renders[id] ?? 0) + 1)}>
            <StudentCard studentId={id} acts={acts} isDimmed={false} isReachable isOpen={false} />
          </Profiler>
        ))}
      </AttentionProvider>
    </RoomProvider>,
  );
  act(() => vi.advanceTimersByTime(FLUSH_MS));
  const before = { ...renders };
  const [still, ...busy] = ids;
  const rounds = SECONDS * UPDATES_PER_SECOND;
  for (let round = 1; round <= rounds; round += 1) {
    for (const studentId of busy) {
      const activity = anActivity({ exerciseId: null, answeredCount: round % 8 });
      store.dispatch({ type: "student:update", studentId, activity });
    }
    act(() => vi.advanceTimersByTime(1000 / UPDATES_PER_SECOND));
  }
  const counts = ids.map((id) => (renders[id] ?? 0) - (before[id] ?? 0));
  if (process.env["MEASURE"]) {
    const sent = rounds * busy.length;
    const drawn = counts.reduce((sum, count) => sum + count, 0);
    console.info(`${sent} updates in ${SECONDS} s: ${drawn} cards rendered, one update each;`);
    console.info(`the card without news was rendered ${counts[0]} times`);
  }
  expect(still && counts[0]).toBe(0);
  expect(Math.max(...counts)).toBeLessThanOrEqual(rounds);
});
