/** Acts that must reach the core once and in their order, kept on this device until they have (UI 1.7). */
import { forget, keep, keptBelow } from "./device-store";
import { asProblem, type ProblemError } from "./problem";

const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 10_000;
/** Signed out meanwhile: what was done waits for the next sign-in. */
const WAITS_FOR_LOGIN: ReadonlySet<string> = new Set(["not_signed_in", "csrf_missing"]);

/** Something a person did; `id` is its Idempotency-Key, so that it happens once however often it is sent. */
export interface Act<Body = unknown> {
  id: string;
  kind: string;
  at: number;
  body: Body;
}

interface Refusal {
  act: Act;
  problem: ProblemError;
}

export interface OutboxState {
  /** In the order in which they were done; the first may be on its way. */
  waiting: readonly Act[];
  /** False after a try that found no network or no core. */
  isReachable: boolean;
  /** What the core would not take, until the page has told the person. */
  refused: readonly Refusal[];
}

export type SendAct = (act: Act) => Promise<unknown>;
type DoneListener = (act: Act, answer: unknown) => void;

export class Outbox {
  private state: OutboxState = { waiting: [], isReachable: true, refused: [] };
  private readonly listeners = new Set<() => void>();
  private readonly doneListeners = new Set<DoneListener>();
  private timer: number | undefined;
  private retryMs = FIRST_RETRY_MS;
  private sendingId: string | null = null;
  private isStarted = false;

  constructor(
    private readonly userId: string,
    private readonly send: SendAct,
  ) {}

  readonly getState = (): OutboxState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Calls back with each act that the core has taken, and its answer. */
  onDone(listener: DoneListener): () => void {
    this.doneListeners.add(listener);
    return () => this.doneListeners.delete(listener);
  }

  /** Takes up what an earlier page left, and begins to send. */
  async start(): Promise<void> {
    if (this.isStarted) return;
    this.isStarted = true;
    const found = await keptBelow<Act>(this.prefix);
    const known = new Set(this.state.waiting.map(({ id }) => id));
    const older = found.map(([, act]) => act).filter(({ id }) => !known.has(id));
    this.show({ waiting: [...older, ...this.state.waiting].sort((a, b) => a.at - b.at) });
    this.sendSoon(0);
  }

  stop(): void {
    this.isStarted = false;
    window.clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Kept on the device at once; never earlier than what was done before it. */
  add<Body>(kind: string, body: Body, id: string = crypto.randomUUID()): Act<Body> {
    const newest = this.state.waiting.at(-1)?.at ?? 0;
    const act = { id, kind, at: Math.max(Date.now(), newest + 1), body };
    void keep(this.prefix + id, act);
    this.show({ waiting: [...this.state.waiting, act] });
    if (this.state.waiting.length === 1) this.sendSoon(0);
    return act;
  }

  /** Takes an act back; false when it may be with the core already. */
  withdraw(id: string): boolean {
    if (id === this.sendingId) return false;
    this.drop(id);
    return true;
  }

  /** The network may be back. */
  retry(): void {
    this.retryMs = FIRST_RETRY_MS;
    if (this.state.waiting.length > 0) this.sendSoon(0);
  }

  /** The person was told. */
  dismiss(id: string): void {
    this.show({ refused: this.state.refused.filter(({ act }) => act.id !== id) });
  }

  private get prefix(): string {
    return `outbox/${this.userId}/`;
  }

  private sendSoon(delayMs: number): void {
    if (!this.isStarted) return;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.sendAll(), delayMs);
  }

  private async sendAll(): Promise<void> {
    if (this.sendingId !== null) return;
    let next = this.state.waiting[0];
    while (next !== undefined && this.isStarted && (await this.sendOne(next))) {
      next = this.state.waiting[0];
    }
    if (next !== undefined && this.isStarted) this.sendSoon(this.nextRetryMs());
  }

  /** Whether the next one may be sent: this one was taken, or never will be. */
  private async sendOne(act: Act): Promise<boolean> {
    this.sendingId = act.id;
    try {
      const answer = await this.send(act);
      this.finish(act, { isReachable: true });
      this.doneListeners.forEach((listener) => listener(act, answer));
      return true;
    } catch (error) {
      const problem = asProblem(error);
      if (problem.isTemporary || WAITS_FOR_LOGIN.has(problem.code)) {
        this.show({ isReachable: false });
        return false;
      }
      this.finish(act, { refused: [...this.state.refused, { act, problem }] });
      return true;
    } finally {
      this.sendingId = null;
    }
  }

  private finish(act: Act, change: Partial<OutboxState>): void {
    this.retryMs = FIRST_RETRY_MS;
    this.show(change);
    this.drop(act.id);
  }

  private drop(id: string): void {
    void forget(this.prefix + id);
    this.show({ waiting: this.state.waiting.filter((act) => act.id !== id) });
  }

  private nextRetryMs(): number {
    const now = this.retryMs;
    this.retryMs = Math.min(LONGEST_RETRY_MS, this.retryMs * 2);
    return now;
  }

  private show(change: Partial<OutboxState>): void {
    this.state = { ...this.state, ...change };
    this.listeners.forEach((listener) => listener());
  }
}
