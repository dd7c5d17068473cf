/** Saves the answers of one attempt as they are typed: on this device at once, on the server within a second. */
import type { Answer } from "~/generated/protocol";
import { ProblemError } from "~/lib/problem";
import { serverNow } from "~/lib/server-clock";
import { type AnswerValue, type Answers, areSame, differing, fromWire, toWire } from "./answers";
import type { DraftShelf } from "./draft-shelf";

/** Often enough that the tutor reads along (UI 18.11), seldom enough for a class of tablets. */
const SEND_EVERY_MS = 500;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 10_000;

export interface SavedDraft {
  revision: number;
  answers: Answers;
}

/** The answers were changed elsewhere since `base`. */
export class DraftConflict extends Error {
  override readonly name = "DraftConflict";
  constructor(readonly current: SavedDraft) {
    super("The answers were changed elsewhere.");
  }
}

/** Resolves to the new revision. Throws DraftConflict; a ProblemError that is not temporary ends the sending. */
export type SendDraft = (draft: { base: number; answers: Answer[] }) => Promise<number>;

export interface DraftState {
  answers: Answers;
  /** When the server last confirmed them, as far as this device knows; else null (the server's clock). */
  savedAt: number | null;
  /** Since when some of them exist on this device alone. */
  unsentSince: number | null;
  waitingCount: number;
  /** What stands on the server, while the person has to choose. */
  conflict: SavedDraft | null;
  /** The server takes no more answers for this attempt. */
  refusal: ProblemError | null;
}

export interface DraftKeeperOptions {
  saved: SavedDraft;
  shelf: DraftShelf;
  send: SendDraft;
}

export class DraftKeeper {
  private state: DraftState;
  private saved: SavedDraft;
  private readonly listeners = new Set<() => void>();
  private timer: number | undefined;
  private sending: Promise<void> | null = null;
  private retryMs = FIRST_RETRY_MS;
  private isStopped = false;
  private isFinished = false;
  private starts = 0;

  constructor(private readonly options: DraftKeeperOptions) {
    this.saved = options.saved;
    this.state = this.opened();
  }

  readonly getState = (): DraftState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(): void {
    if (this.isFinished) return;
    this.isStopped = false;
    this.starts += 1;
    if (this.state.unsentSince !== null) this.sendIn(0);
  }

  stop(): void {
    this.isStopped = true;
    window.clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Sends what is unsent and stops, unless it was started again in between. */
  async leave(): Promise<void> {
    const { starts } = this;
    await this.flush();
    if (starts === this.starts) this.stop();
  }

  answer(questionIndex: number, value: AnswerValue): void {
    this.show({ answers: { ...this.state.answers, [questionIndex]: value } });
    this.keep();
    this.timer ??= this.sendIn(SEND_EVERY_MS);
  }

  /** Sends what is unsent now, and waits; a failure leaves the answers on this device. */
  async flush(): Promise<void> {
    window.clearTimeout(this.timer);
    this.timer = undefined;
    await this.sending;
    await this.sendNow();
  }

  /** The line is back. */
  retry(): void {
    this.retryMs = FIRST_RETRY_MS;
    if (this.state.unsentSince !== null) this.sendIn(0);
  }

  /** News of the draft from elsewhere: taken over, unless answers of this device are still waiting. */
  receive(news: SavedDraft): void {
    if (news.revision <= this.saved.revision || this.sending !== null) return;
    if (this.state.unsentSince !== null) return;
    this.saved = news;
    this.show({ answers: news.answers, savedAt: serverNow() });
    this.keep();
  }

  keepMine(): void {
    const { conflict } = this.state;
    if (conflict === null) return;
    this.saved = conflict;
    this.show({ conflict: null });
    this.keep();
    this.sendIn(0);
  }

  takeTheirs(): void {
    const { conflict } = this.state;
    if (conflict === null) return;
    this.saved = conflict;
    this.show({ conflict: null, answers: conflict.answers });
    this.keep();
  }

  /** The attempt is handed in: nothing of it stays on this device. */
  finish(): void {
    this.isFinished = true;
    this.stop();
    this.options.shelf.clear();
  }

  /** What this device kept, laid beside what the server says; a server's copy may be the older one. */
  private opened(): DraftState {
    const server = this.saved;
    const shelved = this.options.shelf.read();
    const known = shelved && {
      revision: shelved.saved.revision,
      answers: fromWire(shelved.saved.answers),
    };
    const mine = shelved ? fromWire(shelved.answers) : server.answers;
    const isNewest = known !== null && known.revision >= server.revision;
    if (isNewest) this.saved = known;
    const isChanged = known !== null && !areSame(mine, known.answers);
    const isBehind = known !== null && !isNewest;
    const answers = isBehind && !isChanged ? server.answers : mine;
    const state = this.withCounts({
      answers,
      savedAt: (isNewest && shelved?.times?.savedAt) || null,
      unsentSince: shelved?.times?.unsentSince ?? null,
      waitingCount: 0,
      conflict: null,
      refusal: null,
    });
    return isBehind && state.waitingCount > 0 ? { ...state, conflict: server } : state;
  }

  /** What is unsent must outlive a reload, and what is saved a reload without a network: each with its time. */
  private keep(): void {
    const { revision, answers } = this.saved;
    const saved = { revision, answers: toWire(answers) };
    const { savedAt, unsentSince } = this.state;
    const times = { savedAt, unsentSince };
    this.options.shelf.write({ saved, answers: toWire(this.state.answers), times });
  }

  private sendIn(delayMs: number): number {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.timer = undefined;
      void this.sendNow();
    }, delayMs);
    return this.timer;
  }

  private async sendNow(): Promise<void> {
    const { unsentSince, conflict, refusal, answers } = this.state;
    if (this.isStopped || this.sending || unsentSince === null || conflict || refusal) return;
    this.sending = this.send(answers);
    await this.sending;
    this.sending = null;
    const { state } = this;
    if (state.unsentSince !== null && !state.conflict && !state.refusal && !this.isStopped) {
      this.timer ??= this.sendIn(this.retryMs);
    }
  }

  private async send(answers: Answers): Promise<void> {
    try {
      const base = this.saved.revision;
      const revision = await this.options.send({ base, answers: toWire(answers) });
      this.retryMs = SEND_EVERY_MS;
      this.confirm({ revision, answers });
    } catch (error) {
      this.afterFailure(error);
    }
  }

  private confirm(saved: SavedDraft): void {
    this.saved = saved;
    this.show({ savedAt: serverNow() });
    this.keep();
  }

  private afterFailure(error: unknown): void {
    if (error instanceof DraftConflict) {
      if (areSame(error.current.answers, this.state.answers)) this.confirm(error.current);
      else this.show({ conflict: error.current });
      return;
    }
    if (error instanceof ProblemError && !error.isTemporary) this.show({ refusal: error });
    this.retryMs = Math.min(LONGEST_RETRY_MS, Math.max(FIRST_RETRY_MS, this.retryMs * 2));
  }

  private show(change: Partial<DraftState>): void {
    this.state = this.withCounts({ ...this.state, ...change });
    this.listeners.forEach((listener) => listener());
  }

  private withCounts(state: DraftState): DraftState {
    const waitingCount = differing(state.answers, this.saved.answers).length;
    const since = state.unsentSince ?? serverNow();
    return { ...state, waitingCount, unsentSince: waitingCount > 0 ? since : null };
  }
}
