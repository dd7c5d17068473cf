/** Gives the components below it one room: its state by selector, its connection and its feed. */
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { useStore } from "zustand";
import { serverNow } from "~/lib/server-clock";
import { fetchEvents, fetchTicket } from "./api";
import { deviceId } from "./line/device";
import { createRoomDrafts, EMPTY_DRAFT, type RoomDraft, type RoomDrafts } from "./room-drafts";
import { RoomFeed } from "./line/room-feed";
import { createRoomStore, type RoomStore } from "./state/room-store";
import type { RoomState, RoomStudent } from "./state/room-types";

interface Room {
  sessionId: string;
  /** Who looks: an adult or a student. */
  meId: string;
  store: RoomStore;
  feed: RoomFeed;
  drafts: RoomDrafts;
}

const RoomContext = createContext<Room | null>(null);

interface RoomProviderProps {
  /** The core's latest snapshot; each new one is laid over the live state. */
  snapshot: RoomState;
  meId: string;
  /** Asks the core for a newer snapshot. */
  refreshSnapshot: () => void;
  /** False from the end of a login until the person has signed in again over the page. */
  isSignedIn: boolean;
  children: ReactNode;
}

/** Mount it with the session id as `key`: a room belongs to one session. */
export function RoomProvider(props: RoomProviderProps) {
  const { snapshot, meId, refreshSnapshot, isSignedIn, children } = props;
  const [room] = useState(() => createRoom(snapshot, meId, refreshSnapshot));
  useEffect(() => {
    room.feed.start();
    return () => {
      room.feed.stop();
      room.drafts.leave();
    };
  }, [room]);
  useEffect(() => {
    if (isSignedIn) room.feed.loginRenewed();
  }, [room, isSignedIn]);
  useEffect(() => room.store.dispatch({ type: "snapshot", snapshot }), [room, snapshot]);
  return <RoomContext value={room}>{children}</RoomContext>;
}

function createRoom(snapshot: RoomState, meId: string, refreshSnapshot: () => void): Room {
  const { sessionId } = snapshot;
  const store = createRoomStore(snapshot, serverNow);
  const feed = new RoomFeed({
    store,
    refreshSnapshot,
    device: deviceId(),
    fetchTicket: () => fetchTicket(sessionId),
    fetchEvents: (after, limit) => fetchEvents(sessionId, after, limit),
  });
  return { sessionId, meId, store, feed, drafts: createRoomDrafts() };
}

export function useRoom(): Room {
  const room = use(RoomContext);
  if (room === null) throw new Error("useRoom needs a RoomProvider above it.");
  return room;
}

/** A part of the room; select something whose identity only changes with what you show. */
export function useRoomState<T>(select: (room: RoomState) => T): T {
  return useStore(useRoom().store, ({ room }) => select(room));
}

export function useRoomStudent(studentId: string): RoomStudent | undefined {
  return useRoomState(({ students }) => students[studentId]);
}

export function useConnection() {
  return useStore(useRoom().store, ({ connection }) => connection);
}

/** What is being written to or about a student, as `note` or `message`, and how to change it. */
export function useRoomDraft(what: string, studentId: string) {
  const { drafts } = useRoom();
  const key = `${what}/${studentId}`;
  const draft = useStore(drafts.store, (all) => all[key] ?? EMPTY_DRAFT);
  return [draft, (changed: RoomDraft) => drafts.write(key, changed)] as const;
}
