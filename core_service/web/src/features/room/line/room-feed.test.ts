// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DurableEvent } from "~/generated/protocol";
import { at, NOON } from "~/testing/room-fixtures";
import { RoomFeed } from "./room-feed";
import { POLL_MS } from "./room-poller";
import { createRoomStore, FLUSH_MS, type RoomStore } from "../state/room-store";
import { aRoom, aStudent } from "../testing";

/** A line that never opens: what a network without WebSocket looks like. */
class DeadWebSocket {
  readyState: number = WebSocket.CONNECTING;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  constructor(dieAfterMs = 10) {
    if (dieAfterMs < Infinity)
      window.setTimeout(() => this.onclose?.({ code: 1006, reason: "" }), dieAfterMs);
  }
  close() {
    this.readyState = WebSocket.CLOSED;
  }
}

/** A line that opens when the test says so. */
class ObedientWebSocket extends DeadWebSocket {
  readonly sent: string[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  constructor() {
    super(Infinity);
  }
  send(frame: string) {
    this.sent.push(frame);
  }
  welcome() {
    this.readyState = WebSocket.OPEN;
    const welcome = { type: "welcome", mode: "resumed", pingSeconds: 15, serverTime: at(NOON) };
    this.onmessage?.({ data: JSON.stringify(welcome) });
  }
  restart() {
    this.onclose?.({ code: 1012, reason: "" });
  }
}

const marked = (seq: number): DurableEvent => ({
  type: "attendance:marked",
  seq,
  at: at(NOON),
  studentId: "maya",
  status: "PRESENT",
});

const CONTINUED_ELSEWHERE = 4502;
const REMOVED = 4504;

let store: RoomStore;
let feed: RoomFeed;
let log: DurableEvent[];
let asked: number[];
let snapshots: number;
let isCoreAway: boolean;
let nextSocket: () => DeadWebSocket;

beforeEach(() => {
  vi.useFakeTimers();
  store = createRoomStore(aRoom([aStudent("maya")]), () => NOON);
  log = [];
  asked = [];
  snapshots = 0;
  isCoreAway = false;
  feed = new RoomFeed({
    store,
    device: "device",
    random: () => 0.5,
    refreshSnapshot: () => (snapshots += 1),
    fetchTicket: () => Promise.resolve({ ticket: "t", url: "/ws/s" }),
    fetchEvents: (after, limit) => {
      asked.push(after);
      if (isCoreAway) return Promise.reject(new Error("away"));
      const events = log.filter(({ seq }) => seq > after).slice(0, limit);
      return Promise.resolve({ events, head: log.at(-1)?.seq ?? 10 });
    },
    openSocket: () => nextSocket() as unknown as WebSocket,
  });
  nextSocket = () => new DeadWebSocket();
  feed.start();
});
afterEach(() => {
  feed.stop();
  vi.useRealTimers();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("without WebSocket", () => {
  it("the log is read every five seconds, from where the page stands", async () => {
    await pass(3_000);
    expect(asked).toEqual([10]);
    log = [marked(11)];
    await pass(POLL_MS + FLUSH_MS);
    expect(store.getState().room.students["maya"]?.attendance).toBe("PRESENT");
    await pass(POLL_MS);
    expect(asked.at(-1)).toBe(11);
  });

  it("the page says that it is slow, not that it is live", async () => {
    await pass(4_000);
    expect(store.getState().connection.kind).toBe("degraded");
  });

  it("a long log is read to its head in one go", async () => {
    log = Array.from({ length: 250 }, (_, index) => marked(11 + index));
    await pass(3_000);
    expect(asked).toEqual([10, 110, 210]);
    await pass(FLUSH_MS);
    expect(store.getState().room.seq).toBe(260);
  });

  it("every third look fetches the snapshot, for what is not in the log", async () => {
    await pass(3_000 + 3 * POLL_MS);
    expect(snapshots).toBe(1);
  });

  it("and without the core the page says how old it is", async () => {
    isCoreAway = true;
    await pass(4_000);
    expect(store.getState().connection).toEqual({ kind: "reconnecting", since: NOON });
  });
});

describe("a login that ends", () => {
  const lines: ObedientWebSocket[] = [];
  const closedBy = async (code: number) => {
    lines.length = 0;
    nextSocket = () => {
      const line = new ObedientWebSocket();
      lines.push(line);
      return line;
    };
    await pass(1_500);
    lines.at(-1)?.welcome();
    lines.at(-1)?.onclose?.({ code, reason: "" });
    expect(store.getState().connection.kind).toBe("closed");
    feed.loginRenewed();
    await pass(100);
  };

  it("closes the line, which opens again once it is renewed", async () => {
    await closedBy(REMOVED);
    lines.at(-1)?.welcome();
    expect(lines).toHaveLength(2);
    expect(store.getState().connection.kind).toBe("live");
  });

  it("takes no line back from another device", async () => {
    await closedBy(CONTINUED_ELSEWHERE);
    expect(lines).toHaveLength(1);
    expect(store.getState().connection.kind).toBe("closed");
  });
});

describe("a short break", () => {
  it("is not worth a word for two seconds", async () => {
    await pass(1_900);
    expect(store.getState().connection.kind).toBe("connecting");
  });

  it("is told to whoever has to say something again, though nobody sees it", async () => {
    const lines: ObedientWebSocket[] = [];
    nextSocket = () => {
      const line = new ObedientWebSocket();
      lines.push(line);
      return line;
    };
    const progress = {
      type: "activity:progress",
      exerciseId: "e",
      progressPct: 20,
      answeredCount: 1,
    } as const;
    feed.onOpen(() => feed.send(progress));
    await pass(1_500);
    lines.at(-1)?.welcome();
    lines.at(-1)?.restart();
    expect(feed.send(progress)).toBe(false);
    await pass(1_500);
    expect(store.getState().connection.kind).toBe("live");
    lines.at(-1)?.welcome();
    expect(lines).toHaveLength(2);
    expect(lines.at(-1)?.sent).toContain(JSON.stringify(progress));
  });
});
