/** Raises and lowers the hand at once, and shows the wish until the room's state shows the core's answer. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { HelpRequest } from "~/lib/contract";
import { useOutbox, useOutboxState } from "~/lib/use-outbox";
import { type HandWords, raiseHand } from "./api";
import type { Wish } from "./hand";
import { HAND_DOWN, HAND_UP, isHandAct } from "./hand-acts";

/** A second touch sooner than this is a slip of the finger. */
const SLIP_MS = 700;
/** The wish stands in until the room's state shows the core's answer. */
const SHOWN_BY_ROOM_AFTER_MS = 400;

interface HandOptions {
  sessionId: string;
  /** The request that is open, if the hand is up. */
  requestId: string | null;
  exerciseId: string | null;
  /** The core's answer, for the room's state. */
  onHelp: (help: HelpRequest) => void;
}

export interface Hand {
  wish: Wish;
  /** False after the core could not be reached. */
  isReachable: boolean;
  problem: unknown;
  toggle: () => void;
  tell: (words: HandWords, key: string) => Promise<void>;
}

export function useHand({ sessionId, requestId, exerciseId, onHelp }: HandOptions): Hand {
  const outbox = useOutbox();
  const { waiting, refused, isReachable } = useOutboxState();
  const [settling, setSettling] = useState<Wish>(null);
  const touchedAt = useRef(0);
  const mine = waiting.filter(isHandAct).filter(({ body }) => body.sessionId === sessionId);
  const pending = mine.at(-1) ?? null;
  const refusal = refused.find(({ act }) => isHandAct(act) && act.body.sessionId === sessionId);
  const wish = pending ? wishOf(pending.kind) : settling;

  useEffect(() => {
    let timer: number | undefined;
    const stop = outbox.onDone((act, answer) => {
      if (!isHandAct(act) || act.body.sessionId !== sessionId) return;
      if (answer) onHelp(answer as HelpRequest);
      setSettling(wishOf(act.kind));
      window.clearTimeout(timer);
      timer = window.setTimeout(() => setSettling(null), SHOWN_BY_ROOM_AFTER_MS);
    });
    return () => {
      stop();
      window.clearTimeout(timer);
    };
  }, [outbox, sessionId, onHelp]);

  const toggle = () => {
    const now = Date.now();
    if (now - touchedAt.current < SLIP_MS) return;
    touchedAt.current = now;
    if (refusal) outbox.dismiss(refusal.act.id);
    const isShownUp = wish === null ? requestId !== null : wish === "up";
    const isUndone = pending !== null && outbox.withdraw(pending.id);
    if (isUndone) return;
    setSettling(null);
    if (isShownUp) outbox.add(HAND_DOWN, { sessionId, requestId });
    else outbox.add(HAND_UP, { sessionId, ...(exerciseId ? { exerciseId } : {}) });
  };

  const tell = useCallback(
    async (words: HandWords, key: string) => {
      onHelp(await raiseHand(sessionId, words, key));
    },
    [sessionId, onHelp],
  );
  return { wish, isReachable, problem: refusal?.problem ?? null, toggle, tell };
}

function wishOf(kind: string): Wish {
  return kind === HAND_UP ? "up" : "down";
}
