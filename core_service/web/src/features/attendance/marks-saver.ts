/** Sends marks as they are touched, in one bulk call a second; without a network it keeps them and sends them once. */
import { createStore, type StoreApi } from "zustand/vanilla";
import type { AttendanceStatus } from "~/lib/contract";
import { asProblem, type ProblemError } from "~/lib/problem";
import type { MarksShelf } from "./marks-shelf";
import type { Batch, WantedMark } from "./wanted-mark";

export const SAVE_EVERY_MS = 1_000;
export const RETRY_EVERY_MS = 5_000;
/** Marks that are older than this had to wait, so that another adult may have marked meanwhile. */
const WAITED_MS = 15_000;

/** What another adult has marked after this device had been touched, while it could not send. */
export interface Conflict {
  mine: WantedMark;
  theirs: { status: AttendanceStatus | null; note: string | null; byName: string; at: number };
}

export interface SaverState {
  /** Touched and not on its way yet; the last touch per student counts. */
  waiting: Readonly<Record<string, WantedMark>>;
  sending: Batch | null;
  /** Why the last call failed; gone when the next one works. */
  problem: ProblemError | null;
  /** Marks that the core refuses, with its words; they are no longer sent. */
  refused: readonly { mark: WantedMark; words: string }[];
  /** To be decided by the adult; not sent until then. */
  conflicts: readonly Conflict[];
}

export interface MarksSaver extends StoreApi<SaverState> {
  put: (marks: readonly WantedMark[]) => void;
  /** Settles a conflict: sends one's own mark again, or leaves the other adult's. */
  settle: (studentId: string, keep: "mine" | "theirs") => void;
  /** At once: on Retry, and when the network is back. */
  retry: () => void;
  dismissRefused: () => void;
  /** From now on; sends what was kept. */
  resume: () => void;
  /** Until resumed; what waits stays kept. */
  stop: () => void;
}

interface SaverNeeds {
  send: (batch: Batch) => Promise<unknown>;
  /** Which of these marks somebody else has overtaken; asked before marks are sent that had to wait. */
  overtaken: (marks: readonly WantedMark[]) => Promise<Conflict[]>;
  /** After each call that worked. */
  onSaved: (batch: Batch) => void;
  shelf: MarksShelf;
}

const REFUSED_ROW = /^records\.(\d+)\./;

export function createMarksSaver({ send, overtaken, onSaved, shelf }: SaverNeeds): MarksSaver {
  const kept = shelf.read();
  const store = createStore<SaverState>(() => ({
    waiting: byStudent(kept.waiting),
    sending: kept.sending,
    problem: null,
    refused: [],
    conflicts: [],
  }));
  let timer: number | undefined;
  let isOnItsWay = false;
  let isStopped = true;

  const keep = () => {
    const { waiting, sending } = store.getState();
    shelf.write({ waiting: Object.values(waiting), sending });
  };
  const plan = (inMs: number) => {
    if (isStopped || timer !== undefined) return;
    timer = window.setTimeout(() => {
      timer = undefined;
      void flush();
    }, inMs);
  };
  const nextBatch = (): Batch | null => {
    const { waiting, sending } = store.getState();
    if (sending !== null) return sending;
    const marks = Object.values(waiting);
    if (marks.length === 0) return null;
    const batch = { key: crypto.randomUUID(), marks };
    store.setState({ sending: batch, waiting: {} });
    keep();
    return batch;
  };
  const holdBackOvertaken = async (batch: Batch): Promise<Batch | null> => {
    if (!batch.marks.some(({ at }) => Date.now() - at > WAITED_MS)) return batch;
    const found = await overtaken(batch.marks);
    if (found.length === 0) return batch;
    const held = new Set(found.map(({ mine }) => mine.studentId));
    const rest = without(batch, held);
    store.setState(({ conflicts }) => ({ conflicts: [...conflicts, ...found], sending: rest }));
    return rest;
  };
  const deliver = async (batch: Batch) => {
    const ready = await holdBackOvertaken(batch);
    if (ready !== null) await send(ready);
    if (ready !== null) onSaved(ready);
    store.setState({ sending: null, problem: null });
  };
  const flush = async () => {
    if (isOnItsWay) return;
    const batch = nextBatch();
    if (batch === null) return;
    isOnItsWay = true;
    try {
      await deliver(batch);
    } catch (error) {
      const failed = store.getState().sending ?? batch;
      store.setState(afterFailure(store.getState(), failed, asProblem(error)));
    }
    isOnItsWay = false;
    keep();
    const { waiting, sending, problem } = store.getState();
    if (problem?.isTemporary) plan(RETRY_EVERY_MS);
    else if (problem === null && (sending !== null || hasAny(waiting))) plan(SAVE_EVERY_MS);
  };
  const put = (marks: readonly WantedMark[]) => {
    store.setState(({ waiting }) => ({ waiting: { ...waiting, ...byStudent(marks) } }));
    keep();
    plan(SAVE_EVERY_MS);
  };
  const hurry = () => {
    window.clearTimeout(timer);
    timer = undefined;
    void flush();
  };

  return Object.assign(store, {
    put,
    settle: (studentId: string, keepWhose: "mine" | "theirs") => {
      const { conflicts } = store.getState();
      const settled = conflicts.find(({ mine }) => mine.studentId === studentId);
      store.setState({ conflicts: conflicts.filter((each) => each !== settled) });
      if (settled && keepWhose === "mine") put([{ ...settled.mine, at: Date.now() }]);
    },
    retry: hurry,
    dismissRefused: () => store.setState({ refused: [] }),
    resume: () => {
      isStopped = false;
      window.addEventListener("online", hurry);
      const { waiting, sending } = store.getState();
      if (sending !== null || hasAny(waiting)) plan(0);
    },
    stop: () => {
      isStopped = true;
      window.clearTimeout(timer);
      timer = undefined;
      window.removeEventListener("online", hurry);
    },
  });
}

/** A row that the core refuses is taken out, so that it does not hold up the others; anything else is tried again. */
function afterFailure(state: SaverState, batch: Batch, problem: ProblemError): Partial<SaverState> {
  const words = new Map(
    problem.fieldErrors.flatMap(({ path, message }) => {
      const row = REFUSED_ROW.exec(path)?.[1];
      return row === undefined ? [] : [[Number(row), message] as const];
    }),
  );
  if (words.size === 0) return { problem };
  const refused = batch.marks.flatMap((mark, row) => {
    const why = words.get(row);
    return why === undefined ? [] : [{ mark, words: why }];
  });
  const rest = batch.marks.filter((_, row) => !words.has(row));
  return {
    sending: null,
    waiting: { ...byStudent(rest), ...state.waiting },
    refused: [...state.refused, ...refused],
    problem: null,
  };
}

/** Another body needs another key. */
function without(batch: Batch, held: ReadonlySet<string>): Batch | null {
  const marks = batch.marks.filter(({ studentId }) => !held.has(studentId));
  return marks.length === 0 ? null : { key: crypto.randomUUID(), marks };
}

function byStudent(marks: readonly WantedMark[]): Record<string, WantedMark> {
  return Object.fromEntries(marks.map((mark) => [mark.studentId, mark]));
}

function hasAny(waiting: SaverState["waiting"]): boolean {
  return Object.keys(waiting).length > 0;
}

/** What was touched and is not saved yet, by student. */
export function unsaved({ waiting, sending }: SaverState): Record<string, WantedMark> {
  return { ...byStudent(sending?.marks ?? []), ...waiting };
}
