/** Gives cards and lists below it the answer to "who next". */
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { useStore } from "zustand";
import type { SessionSummary } from "~/lib/contract";
import { serverNow } from "~/lib/server-clock";
import { firstName } from "~/lib/wording";
import { type AttentionState, type AttentionStore, createAttention } from "./attention";
import { useRoom } from "./room-provider";

const AttentionContext = createContext<AttentionStore | null>(null);

interface AttentionProviderProps {
  session: SessionSummary;
  children: ReactNode;
}

export function AttentionProvider({ session, children }: AttentionProviderProps) {
  const { store, meId } = useRoom();
  const [attention] = useState(() =>
    createAttention({ room: store, meId, adults: adultsOf(session), now: serverNow }),
  );
  useEffect(() => attention.start(), [attention]);
  return <AttentionContext value={attention}>{children}</AttentionContext>;
}

function adultsOf({ tutor, substituteTutor }: SessionSummary): Record<string, string> {
  const adults = substituteTutor ? [tutor, substituteTutor] : [tutor];
  return Object.fromEntries(adults.map(({ id, name }) => [id, firstName(name)]));
}

export function useAttentionStore(): AttentionStore {
  const attention = use(AttentionContext);
  if (attention === null) throw new Error("useAttention needs an AttentionProvider above it.");
  return attention;
}

export function useAttention<T>(select: (attention: AttentionState) => T): T {
  return useStore(useAttentionStore(), select);
}
