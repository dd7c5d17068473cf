/** One person's line to the hub: hello with a fresh ticket, resuming, pings, and reconnecting as PROTOCOL says. */
import type { Ack, ClientMessage, HubMessage } from "~/generated/protocol";
import { PROTOCOL_VERSION } from "~/generated/protocol-codes";
import { ProblemError } from "~/lib/problem";
import { serverNow } from "~/lib/server-clock";
import { HubRefusal, LineLost, RoomNotOpen } from "./line-errors";
import { backoffMs, closeMeaning, jitterMs, NO_TICKET } from "./reconnecting";

interface RoomTicketAnswer {
  ticket: string;
  url: string;
}

export type SocketState =
  | { kind: "connecting"; attempt: number }
  | { kind: "live" }
  | { kind: "waiting"; attempt: number }
  /** The room opens then, and the line with it. */
  | { kind: "early"; opensAt: number }
  /** For good; `reason` is for people. */
  | { kind: "closed"; code: number; reason: string };

export interface RoomSocketOptions {
  /** Throws RoomNotOpen before the room opens; a ProblemError that is not temporary ends the line. */
  fetchTicket: () => Promise<RoomTicketAnswer>;
  device: string;
  /** The log position to resume from; asked at every hello. */
  position: () => number | null;
  onMessages: (messages: HubMessage[]) => void;
  onState: (state: SocketState) => void;
  openSocket?: (url: string) => WebSocket;
  random?: () => number;
}

const WELCOME_TIMEOUT_MS = 8_000;
const HEARTBEAT_MS = 10_000;
const MISSED_PINGS = 2.5;
const ACK_TIMEOUT_MS = 10_000;

interface Waiting {
  resolve: (ack: Ack) => void;
  reject: (error: Error) => void;
  timer: number;
}

export class RoomSocket {
  private socket: WebSocket | null = null;
  private attempt = 0;
  private isStopped = false;
  private isLive = false;
  private reconnectAt: number | null = null;
  private reconnectTimer: number | undefined;
  private watchdog: number | undefined;
  private heartbeat: number | undefined;
  private pingSeconds = 15;
  private hadInput = true;
  private readonly waiting = new Map<string, Waiting>();

  private readonly random: () => number;

  constructor(private readonly options: RoomSocketOptions) {
    this.random = options.random ?? Math.random;
  }

  /** Also after a close for good, where what closed it is over. */
  start(): void {
    this.isStopped = false;
    this.attempt = 0;
    window.addEventListener("online", this.hurry);
    document.addEventListener("visibilitychange", this.hurryIfVisible);
    for (const kind of INPUT_EVENTS)
      window.addEventListener(kind, this.noteInput, { passive: true });
    void this.connect();
  }

  stop(): void {
    this.isStopped = true;
    window.removeEventListener("online", this.hurry);
    document.removeEventListener("visibilitychange", this.hurryIfVisible);
    for (const kind of INPUT_EVENTS) window.removeEventListener(kind, this.noteInput);
    window.clearTimeout(this.reconnectTimer);
    this.dropSocket();
  }

  /** Sends a live message if the line is open; says whether it went out. */
  send(message: ClientMessage): boolean {
    if (!this.isLive || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** Sends a message that carries an id and waits for its answer. Throws HubRefusal or LineLost. */
  sendForAck(message: ClientMessage & { id: string }): Promise<Ack> {
    return new Promise((resolve, reject) => {
      if (!this.send(message)) {
        reject(new LineLost("There is no line to the room just now."));
        return;
      }
      const timer = window.setTimeout(() => {
        this.waiting.delete(message.id);
        reject(new LineLost("The room did not answer in time."));
      }, ACK_TIMEOUT_MS);
      this.waiting.set(message.id, { resolve, reject, timer });
    });
  }

  private async connect(): Promise<void> {
    window.clearTimeout(this.reconnectTimer);
    this.reconnectAt = null;
    this.options.onState({ kind: "connecting", attempt: this.attempt });
    try {
      const ticket = await this.options.fetchTicket();
      if (!this.isStopped) this.open(ticket);
    } catch (error) {
      this.afterTicketFailure(error);
    }
  }

  private open({ ticket, url }: RoomTicketAnswer): void {
    this.dropSocket();
    const socket = (this.options.openSocket ?? openWebSocket)(url);
    this.socket = socket;
    this.watch(WELCOME_TIMEOUT_MS);
    socket.onopen = () => socket.send(JSON.stringify(this.hello(ticket)));
    socket.onmessage = ({ data }) => this.receive(socket, String(data));
    socket.onclose = ({ code, reason }) => {
      if (socket === this.socket) this.afterClose(code, reason);
    };
  }

  private hello(ticket: string): ClientMessage {
    const seq = this.options.position();
    return {
      type: "hello",
      ticket,
      device: this.options.device,
      protocol: PROTOCOL_VERSION,
      ...(seq === null ? {} : { resume: { seq } }),
    };
  }

  private receive(socket: WebSocket, frame: string): void {
    if (socket !== this.socket) return;
    const parsed = JSON.parse(frame) as HubMessage | HubMessage[];
    const messages = Array.isArray(parsed) ? parsed : [parsed];
    this.options.onMessages(messages);
    messages.forEach((message) => this.attend(message));
  }

  private attend(message: HubMessage): void {
    switch (message.type) {
      case "welcome":
        this.becomeLive(message.pingSeconds);
        break;
      case "ping":
        this.watch(this.silenceLimitMs());
        this.send({ type: "pong", seq: message.seq });
        break;
      case "ack":
        if (message.id) this.settle(message.id)?.resolve(message);
        break;
      case "error":
        if (message.id) this.settle(message.id)?.reject(new HubRefusal(message));
        break;
      case "goaway":
        this.reconnectIn(message.reconnectInMs);
        break;
      default:
        break;
    }
  }

  private becomeLive(pingSeconds: number): void {
    this.isLive = true;
    this.attempt = 0;
    this.pingSeconds = pingSeconds;
    this.watch(this.silenceLimitMs());
    window.clearInterval(this.heartbeat);
    this.heartbeat = window.setInterval(this.beat, HEARTBEAT_MS);
    this.beat();
    this.options.onState({ kind: "live" });
  }

  private readonly beat = () => {
    this.send({ type: "heartbeat", isActive: this.hadInput });
    this.hadInput = false;
  };

  private readonly noteInput = () => {
    this.hadInput = true;
  };

  private silenceLimitMs(): number {
    return this.pingSeconds * 1000 * MISSED_PINGS;
  }

  private watch(limitMs: number): void {
    window.clearTimeout(this.watchdog);
    this.watchdog = window.setTimeout(() => this.afterClose(LOST, ""), limitMs);
  }

  private afterClose(code: number, hubReason: string): void {
    this.dropSocket();
    if (this.isStopped) return;
    const meaning = closeMeaning(code);
    if (meaning.retry === "final") {
      this.end(code, meaning.words || hubReason);
      return;
    }
    if (this.reconnectAt !== null) {
      this.options.onState({ kind: "waiting", attempt: this.attempt });
      return;
    }
    const { random } = this;
    this.reconnectIn(
      meaning.retry === "backoff" ? backoffMs(this.attempt, random) : jitterMs(random),
    );
    this.attempt += 1;
    this.options.onState({ kind: "waiting", attempt: this.attempt });
  }

  private afterTicketFailure(error: unknown): void {
    if (this.isStopped) return;
    if (error instanceof RoomNotOpen) {
      this.reconnectIn(Math.max(0, error.opensAt - serverNow()) + jitterMs(this.random));
      this.options.onState({ kind: "early", opensAt: error.opensAt });
      return;
    }
    const problem = error instanceof ProblemError ? error : null;
    if (problem && !problem.isTemporary) {
      this.end(NO_TICKET, problem.message);
      return;
    }
    const retryAfterMs = (problem?.retryAfterSeconds ?? 0) * 1000;
    this.reconnectIn(Math.max(backoffMs(this.attempt, this.random), retryAfterMs));
    this.attempt += 1;
    this.options.onState({ kind: "waiting", attempt: this.attempt });
  }

  private end(code: number, reason: string): void {
    this.stop();
    this.options.onState({ kind: "closed", code, reason });
  }

  private reconnectIn(delayMs: number): void {
    window.clearTimeout(this.reconnectTimer);
    this.reconnectAt = Date.now() + delayMs;
    this.reconnectTimer = window.setTimeout(() => void this.connect(), delayMs);
  }

  /** The network or the page is back: at once, plus up to a second so that a class does not arrive together. */
  private readonly hurry = () => {
    if (this.isLive || this.isStopped || this.reconnectAt === null) return;
    this.attempt = 0;
    this.reconnectIn(jitterMs(this.random));
  };

  private readonly hurryIfVisible = () => {
    if (document.visibilityState === "visible") this.hurry();
  };

  private settle(id: string): Waiting | undefined {
    const waiting = this.waiting.get(id);
    if (waiting) window.clearTimeout(waiting.timer);
    this.waiting.delete(id);
    return waiting;
  }

  private dropSocket(): void {
    this.isLive = false;
    window.clearTimeout(this.watchdog);
    window.clearInterval(this.heartbeat);
    for (const id of [...this.waiting.keys()]) {
      this.settle(id)?.reject(new LineLost("The line to the room broke."));
    }
    const socket = this.socket;
    this.socket = null;
    if (socket && socket.readyState <= WebSocket.OPEN) socket.close();
  }
}

/** The address may be relative to the page's own. */
function openWebSocket(url: string): WebSocket {
  const address = new URL(url, window.location.href);
  address.protocol = address.protocol.replace(/^http/, "ws");
  return new WebSocket(address);
}

const LOST = 1006;
const INPUT_EVENTS = ["pointerdown", "keydown", "touchstart"] as const;
