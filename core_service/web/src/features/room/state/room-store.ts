/** Holds one room's state for its pages and flushes what arrives at most every 150 ms (R206). */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { ConnectionState } from "~/ui/connection-badge";
import { reduceRoom } from "./room-state";
import type { RoomInput, RoomState } from "./room-types";

export const FLUSH_MS = 150;

interface RoomStoreState {
  room: RoomState;
  connection: ConnectionState;
}

export interface RoomStore extends StoreApi<RoomStoreState> {
  /** Takes an input in; it shows with the next flush. */
  dispatch: (...inputs: RoomInput[]) => void;
  /** The log position of everything taken in, shown or not. */
  position: () => number;
}

interface Arrived {
  input: RoomInput;
  at: number;
}

/** `now` is the server's time; the pages see nothing between flushes. */
export function createRoomStore(initial: RoomState, now: () => number): RoomStore {
  const store = createStore<RoomStoreState>(() => ({
    room: initial,
    connection: { kind: "connecting" },
  }));
  let arrived: Arrived[] = [];
  let timer: number | undefined;

  const flush = () => {
    timer = undefined;
    const batch = arrived;
    arrived = [];
    store.setState(({ room }) => ({
      room: batch.reduce((state, { input, at }) => reduceRoom(state, input, at), room),
    }));
  };
  const dispatch = (...inputs: RoomInput[]) => {
    const at = now();
    arrived.push(...inputs.map((input) => ({ input, at })));
    timer ??= window.setTimeout(flush, FLUSH_MS);
  };
  const position = () =>
    arrived.reduce((seq, { input }) => Math.max(seq, seqOf(input)), store.getState().room.seq);
  return Object.assign(store, { dispatch, position });
}

function seqOf(input: RoomInput): number {
  return "seq" in input && typeof input.seq === "number" && input.type !== "welcome"
    ? input.seq
    : 0;
}
