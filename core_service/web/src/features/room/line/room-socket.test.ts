// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ClientMessage, HubMessage } from "~/generated/protocol";
import { offlineProblem, ProblemError } from "~/lib/problem";
import { HubRefusal, LineLost, RoomNotOpen } from "./line-errors";
import { RoomSocket, type SocketState } from "./room-socket";

class FakeWebSocket {
  readyState: number = WebSocket.CONNECTING;
  sent: ClientMessage[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  constructor(readonly url: string) {}
  send(text: string) {
    this.sent.push(JSON.parse(text) as ClientMessage);
  }
  close() {
    this.readyState = WebSocket.CLOSED;
  }
  open() {
    this.readyState = WebSocket.OPEN;
    this.onopen?.();
  }
  hear(message: HubMessage | HubMessage[]) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
  drop(code: number, reason = "") {
    this.readyState = WebSocket.CLOSED;
    this.onclose?.({ code, reason });
  }
}

const welcome: HubMessage = {
  type: "welcome",
  connection: "c",
  seq: 7,
  mode: "resumed",
  pingSeconds: 15,
  limits: { messageBytes: 1, messagesPerSecond: 1, messagesBurst: 1, commandsWaiting: 1 },
  serverTime: "2026-11-17T12:00:00Z",
};

let sockets: FakeWebSocket[];
let states: SocketState[];
let heard: HubMessage[];
let line: RoomSocket;
let tickets: number;
let refusal: Error | null;

const current = () => sockets.at(-1) as FakeWebSocket;
const settle = () => vi.advanceTimersByTimeAsync(0);

async function goLive() {
  line.start();
  await settle();
  current().open();
  current().hear(welcome);
}

beforeEach(() => {
  vi.useFakeTimers();
  sockets = [];
  states = [];
  heard = [];
  tickets = 0;
  refusal = null;
  line = new RoomSocket({
    fetchTicket: () => {
      tickets += 1;
      return refusal
        ? Promise.reject(refusal)
        : Promise.resolve({ ticket: `t${tickets}`, url: "/ws/s1" });
    },
    device: "device",
    position: () => 7,
    onMessages: (messages) => heard.push(...messages),
    onState: (state) => states.push(state),
    random: () => 0.5,
    openSocket: (url) => {
      const socket = new FakeWebSocket(url);
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
  });
});
afterEach(() => {
  line.stop();
  vi.useRealTimers();
});

describe("joining", () => {
  it("says hello with a ticket that is in no address, and the place to resume from", async () => {
    await goLive();
    expect(current().url).toBe("/ws/s1");
    expect(current().sent[0]).toEqual({
      type: "hello",
      ticket: "t1",
      device: "device",
      protocol: 1,
      resume: { seq: 7 },
    });
    expect(states.at(-1)).toEqual({ kind: "live" });
  });

  it("answers pings and beats every ten seconds", async () => {
    await goLive();
    current().hear({ type: "ping", seq: 9 });
    expect(current().sent).toContainEqual({ type: "pong", seq: 9 });
    await vi.advanceTimersByTimeAsync(10_000);
    const beats = current().sent.filter(({ type }) => type === "heartbeat");
    expect(beats).toEqual([
      { type: "heartbeat", isActive: true },
      { type: "heartbeat", isActive: false },
    ]);
  });

  it("gives each message of a batch on", async () => {
    await goLive();
    current().hear([{ type: "ping", seq: 8 }, { type: "recovered" }]);
    expect(heard.map(({ type }) => type)).toEqual(["welcome", "ping", "recovered"]);
  });
});

describe("reconnecting", () => {
  it("takes a new ticket for every hello", async () => {
    await goLive();
    current().drop(1006);
    await vi.advanceTimersByTimeAsync(500);
    current().open();
    expect(current().sent[0]).toMatchObject({ type: "hello", ticket: "t2" });
  });

  it("waits longer with each failure, with full jitter, at most 15 s", async () => {
    await goLive();
    const waits: number[] = [];
    for (let failure = 0; failure < 7; failure += 1) {
      const before = sockets.length;
      current().drop(4001);
      let waited = 0;
      while (sockets.length === before) {
        await vi.advanceTimersByTimeAsync(50);
        waited += 50;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 7500, 7500]);
  });

  it("follows the hub's goaway", async () => {
    await goLive();
    current().hear({ type: "goaway", reconnectInMs: 3000 });
    current().drop(4000);
    await vi.advanceTimersByTimeAsync(2900);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(sockets).toHaveLength(2);
  });

  it("comes back at once when the network does, within a second", async () => {
    await goLive();
    for (let failure = 0; failure < 6; failure += 1) {
      current().drop(1006);
      await vi.advanceTimersByTimeAsync(8000);
    }
    current().drop(1006);
    const before = sockets.length;
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(500);
    expect(sockets).toHaveLength(before + 1);
  });

  it("gives a silent line up after two and a half pings", async () => {
    await goLive();
    await vi.advanceTimersByTimeAsync(37_000);
    expect(states.at(-1)).toEqual({ kind: "live" });
    await vi.advanceTimersByTimeAsync(600);
    expect(states.at(-1)?.kind).not.toBe("live");
  });

  it("gives a hello up that nobody answers", async () => {
    line.start();
    await settle();
    current().open();
    await vi.advanceTimersByTimeAsync(8_500);
    expect(sockets).toHaveLength(2);
  });
});

describe("the end", () => {
  it.each([
    [4500, "Reload"],
    [4501, "not a member"],
    [4502, "another device"],
    [4503, "ended"],
    [4504, "signed out"],
    [4505, "Reload"],
    [4506, "Reload"],
    [4507, "out of date"],
  ])("%s stops for good and says why", async (code, words) => {
    await goLive();
    current().drop(code);
    expect(states.at(-1)).toMatchObject({ kind: "closed", code });
    expect((states.at(-1) as { reason: string }).reason).toContain(words);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(1);
  });

  it.each([1012, 4000, 4001, 4002, 4003, 4004, 4010, 1006])("%s is not the end", async (code) => {
    await goLive();
    current().drop(code);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(sockets.length).toBeGreaterThan(1);
  });

  it("comes with a refused ticket too", async () => {
    const words = "This session is not yours.";
    refusal = new ProblemError(403, "relation_missing", "Not yours", words, null);
    line.start();
    await settle();
    expect(states.at(-1)).toEqual({
      kind: "closed",
      code: 0,
      reason: words,
    });
  });

  it("does not come with an unreachable core", async () => {
    refusal = offlineProblem(null);
    line.start();
    await settle();
    refusal = null;
    await vi.advanceTimersByTimeAsync(1000);
    expect(sockets).toHaveLength(1);
  });
});

describe("before the room opens", () => {
  it("waits until then and comes in by itself", async () => {
    const opensAt = Date.now() + 60_000;
    refusal = new RoomNotOpen(opensAt);
    line.start();
    await settle();
    expect(states.at(-1)).toEqual({ kind: "early", opensAt });
    refusal = null;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(sockets).toHaveLength(1);
  });
});

describe("sending for an answer", () => {
  const draft: ClientMessage & { id: string } = {
    type: "answers:draft",
    id: "id-1",
    attemptId: "a",
    base: 0,
    answers: [],
  };

  it("gives the ack", async () => {
    await goLive();
    const answer = line.sendForAck(draft);
    current().hear({ type: "ack", id: "id-1", seq: null, revision: 1 });
    await expect(answer).resolves.toMatchObject({ revision: 1 });
  });

  it("throws the hub's refusal with its facts", async () => {
    await goLive();
    const answer = line.sendForAck(draft);
    current().hear({
      type: "error",
      id: "id-1",
      code: "draft_conflict",
      message: "changed elsewhere",
    });
    await expect(answer).rejects.toBeInstanceOf(HubRefusal);
  });

  it("throws when the line breaks before the answer", async () => {
    await goLive();
    const answer = line.sendForAck(draft);
    current().drop(1006);
    await expect(answer).rejects.toBeInstanceOf(LineLost);
  });

  it("throws when there is no line at all", async () => {
    await expect(line.sendForAck(draft)).rejects.toBeInstanceOf(LineLost);
  });
});
