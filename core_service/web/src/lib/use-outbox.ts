/** The outbox of the signed-in person, for the pages below their frame. */
import { createContext, use, useSyncExternalStore } from "react";
import type { Outbox, OutboxState } from "./outbox";

export const OutboxContext = createContext<Outbox | null>(null);

export function useOutbox(): Outbox {
  const outbox = use(OutboxContext);
  if (outbox === null) throw new Error("useOutbox needs an OutboxContext above it.");
  return outbox;
}

/** Whether acts wait because nobody can be reached: what is done now waits behind them. */
export function useIsAway(): boolean {
  const { waiting, isReachable } = useOutboxState();
  return !isReachable && waiting.length > 0;
}

export function useOutboxState(): OutboxState {
  const outbox = useOutbox();
  return useSyncExternalStore(outbox.subscribe, outbox.getState);
}
