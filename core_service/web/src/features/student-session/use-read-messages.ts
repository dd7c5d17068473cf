/** Which of the tutor's messages wait for an OK; remembered over a reload by their ids alone. */
import { useState } from "react";
import type { RoomMessage } from "~/lib/contract";

export interface ReadMessages {
  unread: RoomMessage[];
  markRead: (...ids: string[]) => void;
}

export function useReadMessages(
  sessionId: string,
  messages: readonly RoomMessage[],
  myId: string,
): ReadMessages {
  const key = `aetherlearn-read/${sessionId}`;
  const [read, setRead] = useState<ReadonlySet<string>>(() => remembered(key));
  const markRead = (...ids: string[]) => {
    const more = new Set([...read, ...ids]);
    setRead(more);
    remember(key, more);
  };
  const unread = messages.filter(({ id, fromId }) => fromId !== myId && !read.has(id));
  return { unread, markRead };
}

function remembered(key: string): ReadonlySet<string> {
  try {
    const ids: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return new Set(Array.isArray(ids) ? ids.map(String) : []);
  } catch {
    return new Set();
  }
}

function remember(key: string, ids: ReadonlySet<string>): void {
  try {
    sessionStorage.setItem(key, JSON.stringify([...ids]));
  } catch {
    // A browser without storage asks again after a reload.
  }
}
