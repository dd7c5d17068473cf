/** Saves marks as they are entered: on this device at once, on the server a moment later; one request at a time. */
import type { ReviewEntry } from "~/lib/contract";
import { asProblem, type ProblemError } from "~/lib/problem";
import type { MarkingShelf } from "./marking-shelf";
import { type Entry, toWire } from "./marks";

const SEND_AFTER_MS = 350;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 10_000;

export type SaveState = "saved" | "saving" | "kept" | "refused";

interface MarkingState {
  entry: Entry;
  save: SaveState;
  /** Why the server takes no more, such as another assessor's claim. */
  refusal: ProblemError | null;
}

interface KeeperOptions {
  saved: Entry;
  shelf: MarkingShelf;
  send: (entry: ReviewEntry) => Promise<void>;
}

export class MarkingKeeper {
  private state: MarkingState;
  private sent: string;
  private readonly earlier: Entry[] = [];
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sending: Promise<void> | null = null;
  private retryMs = FIRST_RETRY_MS;
  /** The review is complete or given back. */
  isFinished = false;

  constructor(private readonly options: KeeperOptions) {
    this.sent = textOf(options.saved);
    const entry = options.shelf.read() ?? options.saved;
    const isUnsent = textOf(entry) !== this.sent;
    this.state = { entry, save: isUnsent ? "kept" : "saved", refusal: null };
    if (isUnsent) this.sendIn(0);
  }

  readonly getState = (): MarkingState => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A change that `undo` takes back. */
  mark(entry: Entry): void {
    this.earlier.push(this.state.entry);
    this.change(entry);
  }

  /** Words: taken back by the field's own undo. */
  write(entry: Entry): void {
    this.change(entry);
  }

  /** Takes the last points back and keeps the words. */
  undo(): boolean {
    const before = this.earlier.pop();
    if (before === undefined) return false;
    this.change({ ...before, feedback: this.state.entry.feedback });
    return true;
  }

  /** Sends what is unsent now, and waits. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.sending;
    await this.sendNow();
  }

  retry(): void {
    this.show({ refusal: null });
    this.sendIn(0);
  }

  /** The review is done: nothing of it stays on this device. */
  finish(): void {
    clearTimeout(this.timer);
    this.isFinished = true;
    this.sent = textOf(this.state.entry);
    this.options.shelf.clear();
  }

  private change(entry: Entry): void {
    this.show({ entry, save: "saving" });
    this.options.shelf.write(entry);
    this.sendIn(SEND_AFTER_MS);
  }

  private sendIn(delayMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.sendNow(), delayMs);
  }

  private async sendNow(): Promise<void> {
    const { entry, refusal } = this.state;
    if (this.sending !== null || refusal !== null || textOf(entry) === this.sent) return;
    this.sending = this.send(entry);
    await this.sending;
    this.sending = null;
    if (textOf(this.state.entry) !== this.sent && this.state.refusal === null) {
      this.sendIn(this.state.save === "kept" ? this.retryMs : 0);
    }
  }

  private async send(entry: Entry): Promise<void> {
    try {
      await this.options.send(toWire(entry));
      this.sent = textOf(entry);
      this.retryMs = FIRST_RETRY_MS;
      if (textOf(this.state.entry) === this.sent) {
        this.options.shelf.clear();
        this.show({ save: "saved" });
      }
    } catch (error) {
      const problem = asProblem(error);
      if (problem.isTemporary) this.show({ save: "kept" });
      else this.show({ save: "refused", refusal: problem });
      this.retryMs = Math.min(LONGEST_RETRY_MS, this.retryMs * 2);
    }
  }

  private show(change: Partial<MarkingState>): void {
    this.state = { ...this.state, ...change };
    this.listeners.forEach((listener) => listener());
  }
}

function textOf(entry: Entry): string {
  return JSON.stringify(toWire(entry));
}
