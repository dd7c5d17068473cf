/** Keeps the answer to "who next" current: hands at once, the rest at most every five seconds (UI 5). */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { RoomStore } from "./state/room-store";
import { type LookRow, type WhoNext, whoNext } from "./who-next";

const SORT_EVERY_MS = 5_000;
const DISMISS_MS = 5 * 60_000;
const TICK_MS = 1_000;

/** What a finished student would get next. */
export interface NextUp {
  kind: "something" | "nothing" | "preview";
  words: string;
}

export interface AttentionState {
  whoNext: WhoNext;
  nextUp: Readonly<Record<string, NextUp>>;
  /** Rows that would be new in the list, held back while someone points at it. */
  newRows: number;
}

export interface AttentionStore extends StoreApi<AttentionState> {
  start: () => () => void;
  setNextUp: (nextUp: AttentionState["nextUp"]) => void;
  dismiss: (studentId: string) => void;
  /** While held, "worth a look" does not move under a finger. */
  hold: (isHeld: boolean) => void;
}

interface AttentionOptions {
  room: RoomStore;
  meId: string;
  adults: Readonly<Record<string, string>>;
  now: () => number;
}

const NOBODY: WhoNext = { withYou: [], hands: [], worthALook: [] };

export function createAttention({ room, meId, adults, now }: AttentionOptions): AttentionStore {
  const store = createStore<AttentionState>(() => ({ whoNext: NOBODY, nextUp: {}, newRows: 0 }));
  const dismissedUntil: Record<string, number> = {};
  let isHeld = false;
  let sortedAt = -Infinity;

  const ask = (): WhoNext => {
    const { students, actualStart } = room.getState().room;
    const nextUp = Object.entries(store.getState().nextUp).map(([id, { kind }]) => [id, kind]);
    return whoNext({
      students: Object.values(students),
      now: now(),
      meId,
      adults,
      sessionStart: actualStart,
      nextUp: Object.fromEntries(nextUp),
      dismissedUntil,
    });
  };
  store.setState({ whoNext: ask() });

  const refresh = (isSortDue = now() - sortedAt >= SORT_EVERY_MS) => {
    const answer = ask();
    const shown = store.getState().whoNext;
    const worthALook =
      isSortDue && !isHeld ? answer.worthALook : stillTrue(shown.worthALook, answer.worthALook);
    if (isSortDue && !isHeld) sortedAt = now();
    const next = { ...answer, worthALook };
    const newRows = isHeld ? answer.worthALook.length - worthALook.length : 0;
    const isSame = JSON.stringify(next) === JSON.stringify(shown);
    if (!isSame || newRows !== store.getState().newRows) {
      store.setState({ whoNext: isSame ? shown : next, newRows });
    }
  };

  return Object.assign(store, {
    start: () => {
      refresh(true);
      const unsubscribe = room.subscribe(() => refresh());
      const timer = window.setInterval(() => refresh(), TICK_MS);
      return () => {
        unsubscribe();
        window.clearInterval(timer);
      };
    },
    setNextUp: (nextUp: AttentionState["nextUp"]) => {
      store.setState({ nextUp });
      refresh(true);
    },
    dismiss: (studentId: string) => {
      dismissedUntil[studentId] = now() + DISMISS_MS;
      refresh(true);
    },
    hold: (shouldHold: boolean) => {
      isHeld = shouldHold;
      if (!isHeld) refresh();
    },
  });
}

/** The rows on show that still hold, in their order, with their newest words. */
function stillTrue(shown: LookRow[], rows: LookRow[]): LookRow[] {
  return shown.flatMap(({ studentId }) => rows.find((row) => row.studentId === studentId) ?? []);
}
