/** What was just done and can be undone for eight seconds, and what failed and waits for a retry (UI 1). */
import { createStore, type StoreApi } from "zustand/vanilla";
import { failureWords } from "~/lib/permission-words";
import { asProblem } from "~/lib/problem";

export const UNDO_MS = 8_000;

export interface Act {
  /** "Maya is marked as here". */
  done: string;
  /** "Maya could not be marked". */
  failed: string;
  /** Gets a key that stays the same when the act is retried, so that it is done once. */
  run: (key: string) => Promise<unknown>;
  undo?: () => Promise<unknown>;
}

type DoneAct = Omit<Act, "failed">;

interface FailedAct {
  id: number;
  words: string;
  reason: string;
  act: Act;
  key: string;
}

interface ActsLogState {
  last: { id: number; act: DoneAct } | null;
  failures: FailedAct[];
  /** One only watches: acts are not done, but explained. */
  isWatching: boolean;
  /** Something was tried while watching. */
  isRefused: boolean;
}

export interface ActsLog extends StoreApi<ActsLogState> {
  /** Does it, offers its undo, and keeps its failure; true when it worked. */
  perform: (act: Act) => Promise<boolean>;
  /** For a form, which says itself what failed, under its own key; false when one only watches. */
  performForForm: (act: DoneAct, key: string) => Promise<boolean>;
  undoLast: () => Promise<void>;
  retry: (id: number) => Promise<void>;
  dismiss: (id: number) => void;
  /** Keeps a failure of something that was done elsewhere. */
  fail: (words: string, error: unknown, run: Act["run"]) => void;
  watch: (isWatching: boolean) => void;
}

export function createActsLog(): ActsLog {
  const store = createStore<ActsLogState>(() => ({
    last: null,
    failures: [],
    isWatching: false,
    isRefused: false,
  }));
  let nextId = 1;
  let timer: number | undefined;

  const offerUndo = (act: DoneAct) => {
    const id = nextId++;
    window.clearTimeout(timer);
    store.setState({ last: { id, act } });
    timer = window.setTimeout(() => {
      if (store.getState().last?.id === id) store.setState({ last: null });
    }, UNDO_MS);
  };
  const keep = (act: Act, error: unknown, key: string) => {
    const reason = failureWords(asProblem(error));
    const failure = { id: nextId++, words: act.failed, reason, act, key };
    store.setState(({ failures }) => ({ failures: [...failures, failure] }));
  };
  const attempt = async (act: Act, key: string) => {
    try {
      await act.run(key);
      offerUndo(act);
      return true;
    } catch (error) {
      keep(act, error, key);
      return false;
    }
  };
  const mayAct = () => {
    const { isWatching } = store.getState();
    if (isWatching) store.setState({ isRefused: true });
    return !isWatching;
  };
  const perform = async (act: Act) => mayAct() && attempt(act, crypto.randomUUID());
  const performForForm = async (act: DoneAct, key: string) => {
    if (!mayAct()) return false;
    await act.run(key);
    offerUndo(act);
    return true;
  };
  const dismiss = (id: number) =>
    store.setState(({ failures }) => ({ failures: failures.filter((each) => each.id !== id) }));
  const retry = async (id: number) => {
    const failure = store.getState().failures.find((each) => each.id === id);
    dismiss(id);
    if (failure) await attempt(failure.act, failure.key);
  };
  const undoLast = async () => {
    const { last } = store.getState();
    if (!last?.act.undo) return;
    store.setState({ last: null });
    await perform({ done: "Undone", failed: "That could not be undone", run: last.act.undo });
  };
  const fail = (words: string, error: unknown, run: Act["run"]) =>
    keep({ done: "Done", failed: words, run }, error, crypto.randomUUID());
  const watch = (isWatching: boolean) => store.setState({ isWatching, isRefused: false });
  return Object.assign(store, { perform, performForForm, undoLast, retry, dismiss, fail, watch });
}
