/** Reads the session's log every five seconds while there is no line to the hub. */
import type { DurableEvent } from "~/generated/protocol";

export const POLL_MS = 5_000;
const PAGE_EVENTS = 100;
/** Every third look also fetches the snapshot, for progress and presence, which are not in the log. */
const LOOKS_PER_SNAPSHOT = 3;

export interface LogPage {
  events: DurableEvent[];
  head: number;
}

export interface RoomPollerOptions {
  fetchEvents: (after: number, limit: number) => Promise<LogPage>;
  position: () => number;
  onPage: (page: LogPage, isLast: boolean) => void;
  onFailure: (error: unknown) => void;
  refreshSnapshot: () => void;
}

export class RoomPoller {
  private timer: number | undefined;
  private isRunning = false;
  private looks = 0;

  constructor(private readonly options: RoomPollerOptions) {}

  start(): void {
    if (this.isRunning) return;
    this.isRunning = true;
    void this.look();
  }

  stop(): void {
    this.isRunning = false;
    window.clearTimeout(this.timer);
  }

  private async look(): Promise<void> {
    try {
      await this.readToHead();
      this.looks += 1;
      if (this.isRunning && this.looks % LOOKS_PER_SNAPSHOT === 0) this.options.refreshSnapshot();
    } catch (error) {
      if (this.isRunning) this.options.onFailure(error);
    }
    if (this.isRunning) this.timer = window.setTimeout(() => void this.look(), POLL_MS);
  }

  private async readToHead(): Promise<void> {
    let isLast = false;
    while (this.isRunning && !isLast) {
      const page = await this.options.fetchEvents(this.options.position(), PAGE_EVENTS);
      isLast = page.events.length < PAGE_EVENTS;
      if (this.isRunning) this.options.onPage(page, isLast);
    }
  }
}
