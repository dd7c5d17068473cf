import { act, screen } from "@testing-library/react";
import { useEffect } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ActivityStatus, HubMessage } from "~/generated/protocol";
import { anActivity, at, NOON } from "~/testing/room-fixtures";
import { renderPage } from "~/testing/render-page";
import { AttentionProvider } from "./attention-provider";
import { StatusFilters } from "./components/status-filters";
import { aSession } from "./components/testing";
import { RoomProvider, useRoom } from "./room-provider";
import { FLUSH_MS, type RoomStore } from "./state/room-store";
import type { PlaceOrder } from "./lens";
import { aRoom, aStudent } from "./testing";
import { usePlaces } from "./use-places";

vi.mock("./api", async (original) => ({
  ...(await original<typeof import("./api")>()),
  fetchTicket: () => new Promise(() => undefined),
  fetchEvents: () => new Promise(() => undefined),
}));

const IDS = Array.from({ length: 15 }, (_, index) => `s${index}`);
const STATUSES: readonly ActivityStatus[] = ["WORKING", "IDLE", "COMPLETED", "NOT_STARTED"];

let store: RoomStore;

function Class({ order }: { order: PlaceOrder }) {
  const room = useRoom();
  useEffect(() => {
    store = room.store;
  }, [room]);
  return <p data-testid="places">{usePlaces(order).join(" ")}</p>;
}

function show(order: PlaceOrder) {
  const students = IDS.map((id, index) =>
    aStudent(id, { seat: `${"ABC"[Math.floor(index / 5)]}${(index % 5) + 1}` }),
  );
  renderPage(
    <RoomProvider
      snapshot={aRoom(students)}
      meId="helen"
      refreshSnapshot={() => undefined}
      isSignedIn
    >
      <AttentionProvider session={aSession()}>
        <StatusFilters chosen={null} onChoose={() => undefined} />
        <Class order={order} />
      </AttentionProvider>
    </RoomProvider>,
  );
}

/** The same numbers in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

function anything(random: (below: number) => number, seq: number): HubMessage {
  const studentId = IDS[random(IDS.length)] ?? "s0";
  switch (random(6)) {
    case 0:
      return { type: "student:left", studentId } as HubMessage;
    case 1:
      return { type: "student:joined", studentId } as HubMessage;
    case 2:
      return {
        type: "help:new",
        studentId,
        requestId: `help-${seq}`,
        priority: "NORMAL",
        requestedAt: at(NOON),
        seq,
        at: at(NOON),
      } as HubMessage;
    case 3:
      return {
        type: "attendance:marked",
        studentId,
        status: "ABSENT",
        seq,
        at: at(NOON),
      } as HubMessage;
    default: {
      const status = STATUSES[random(STATUSES.length)] ?? "WORKING";
      return { type: "student:update", studentId, activity: anActivity({ status }) } as HubMessage;
    }
  }
}

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a thousand random updates", () => {
  it.each(["seat", "name"] as const)(
    "move no place in order of %s, and the filters always sum to the roster (UI 18.6, 18.9)",
    (order) => {
      show(order);
      const before = screen.getByTestId("places").textContent;
      expect(before?.split(" ")).toHaveLength(15);
      const random = numbers(7);
      for (let update = 1; update <= 1_000; update += 1) {
        store.dispatch(anything(random, 10 + update));
        if (update % 25 !== 0) continue;
        act(() => vi.advanceTimersByTime(FLUSH_MS));
        expect(screen.getByTestId("places").textContent).toBe(before);
        const [all, ...counts] = screen
          .getAllByRole("button")
          .map(({ textContent }) => Number(/\d+$/.exec(textContent ?? "")?.[0]));
        expect([all, counts.reduce((sum, count) => sum + count, 0)]).toEqual([15, 15]);
      }
    },
  );
});
