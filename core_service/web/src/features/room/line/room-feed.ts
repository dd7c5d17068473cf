/** Keeps a room's store in step with the session: by the hub's line, or by reading the log without one. */
import type { Ack, ClientMessage, HubMessage } from "~/generated/protocol";
import { learnServerTime, serverNow } from "~/lib/server-clock";
import type { ConnectionState } from "~/ui/connection-badge";
import { endsWithLogin } from "./reconnecting";
import { RoomPoller, type RoomPollerOptions } from "./room-poller";
import { RoomSocket, type RoomSocketOptions, type SocketState } from "./room-socket";
import type { RoomStore } from "../state/room-store";

/** A short break is not worth a word (UI 3). */
const SHOW_BREAK_AFTER_MS = 2_000;
/** After so many vain tries the page reads the log, while it goes on trying. */
const TRIES_BEFORE_POLLING = 2;

interface RoomFeedOptions
  extends
    Pick<RoomSocketOptions, "fetchTicket" | "device" | "openSocket" | "random">,
    Pick<RoomPollerOptions, "fetchEvents" | "refreshSnapshot"> {
  store: RoomStore;
}

export class RoomFeed {
  private readonly socket: RoomSocket;
  private readonly poller: RoomPoller;
  private readonly store: RoomStore;
  private breakTimer: number | undefined;
  private isBreakShown = false;
  private vainTries = 0;
  private isLive = false;
  /** The code of a close for good. */
  private closedBy: number | null = null;
  private listeners = new Set<(message: HubMessage) => void>();
  private openListeners = new Set<() => void>();

  constructor(private readonly options: RoomFeedOptions) {
    this.store = options.store;
    this.socket = new RoomSocket({
      ...options,
      position: this.store.position,
      onMessages: this.receive,
      onState: this.follow,
    });
    this.poller = new RoomPoller({
      fetchEvents: options.fetchEvents,
      refreshSnapshot: options.refreshSnapshot,
      position: this.store.position,
      onPage: ({ events, head }, isLast) => {
        this.store.dispatch(...events);
        if (isLast) this.store.dispatch({ type: "polled", seq: head });
        this.show({ kind: "degraded", since: serverNow() });
      },
      onFailure: () => this.showBroken(),
    });
  }

  start(): void {
    this.socket.start();
  }

  /** The same person has signed in again: the line that ended with the login is opened anew. */
  loginRenewed(): void {
    if (this.closedBy === null || !endsWithLogin(this.closedBy)) return;
    this.closedBy = null;
    this.show({ kind: "connecting" });
    this.socket.start();
  }

  stop(): void {
    window.clearTimeout(this.breakTimer);
    this.poller.stop();
    this.socket.stop();
  }

  /** Sends a live message; false when there is no line. */
  send(message: ClientMessage): boolean {
    return this.socket.send(message);
  }

  /** Sends a message with an id and waits for its ack. Throws HubRefusal or LineLost. */
  sendForAck(message: ClientMessage & { id: string }): Promise<Ack> {
    return this.socket.sendForAck(message);
  }

  /** Calls back with each message of the hub as it arrives, before the state shows it. */
  listen(listener: (message: HubMessage) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Calls back each time the line has opened, after a break that was not worth a word too. */
  onOpen(listener: () => void): () => void {
    this.openListeners.add(listener);
    return () => this.openListeners.delete(listener);
  }

  private readonly receive = (messages: HubMessage[]) => {
    for (const message of messages) {
      if (message.type === "welcome") {
        learnServerTime(message.serverTime);
        if (message.mode === "snapshot") this.options.refreshSnapshot();
      }
      if (message.type === "degraded")
        this.show({ kind: "degraded", since: Date.parse(message.since) });
      if (message.type === "recovered") this.show({ kind: "live" });
    }
    this.store.dispatch(...messages);
    messages.forEach((message) => this.listeners.forEach((listener) => listener(message)));
  };

  private readonly follow = (state: SocketState) => {
    this.isLive = state.kind === "live";
    switch (state.kind) {
      case "live":
        window.clearTimeout(this.breakTimer);
        this.breakTimer = undefined;
        this.isBreakShown = false;
        this.poller.stop();
        this.show({ kind: "live" });
        this.openListeners.forEach((listener) => listener());
        break;
      case "closed":
        window.clearTimeout(this.breakTimer);
        this.breakTimer = undefined;
        this.closedBy = state.code;
        this.poller.stop();
        this.show({ kind: "closed", reason: state.reason });
        break;
      case "early":
        window.clearTimeout(this.breakTimer);
        this.breakTimer = undefined;
        this.show({ kind: "early", opensAt: state.opensAt });
        break;
      case "waiting":
      case "connecting":
        this.vainTries = state.attempt;
        this.breakTimer ??= window.setTimeout(this.admitBreak, SHOW_BREAK_AFTER_MS);
        this.pollIfVain();
        break;
    }
  };

  private readonly admitBreak = () => {
    this.isBreakShown = true;
    this.showBroken();
    this.pollIfVain();
  };

  private pollIfVain(): void {
    if (this.isBreakShown && this.vainTries >= TRIES_BEFORE_POLLING) this.poller.start();
  }

  private showBroken(): void {
    if (this.isLive) return;
    const since = this.store.getState().room.freshAt;
    this.show({ kind: navigator.onLine ? "reconnecting" : "offline", since });
  }

  private show(connection: ConnectionState): void {
    this.store.setState({ connection });
  }
}
