/** Raises and lowers the hand at once, and keeps the wish until the core has it. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { HelpRequest } from "~/lib/contract";
import { asProblem } from "~/lib/problem";
import { type HandWords, lowerHand, raiseHand } from "./api";
import type { Wish } from "./hand";

const RETRY_MS = 3_000;
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
  tell: (words: HandWords) => Promise<void>;
}

export function useHand({ sessionId, requestId, exerciseId, onHelp }: HandOptions): Hand {
  const [wish, setWish] = useState<Wish>(null);
  const [isReachable, setIsReachable] = useState(true);
  const [problem, setProblem] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  const wishKey = useRef("");
  const touchedAt = useRef(0);

  const toggle = useCallback(() => {
    const now = Date.now();
    if (now - touchedAt.current < SLIP_MS) return;
    touchedAt.current = now;
    wishKey.current = crypto.randomUUID();
    setProblem(null);
    setWish(nextWish(wish, requestId !== null));
  }, [wish, requestId]);

  useEffect(() => {
    if (wish === null) return undefined;
    let isOver = false;
    let timer: number | undefined;
    const act = async () => {
      try {
        const help = await fulfil(wish, sessionId, requestId, exerciseId, wishKey.current);
        if (isOver) return;
        if (help) onHelp(help);
        setIsReachable(true);
        timer = window.setTimeout(() => setWish(null), SHOWN_BY_ROOM_AFTER_MS);
      } catch (error) {
        if (isOver) return;
        if (!asProblem(error).isTemporary) {
          setProblem(error);
          setWish(null);
          return;
        }
        setIsReachable(false);
        timer = window.setTimeout(() => setTries(tries + 1), RETRY_MS);
      }
    };
    void act();
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
    // The exercise may change while a wish waits; the hand is raised once all the same.
  }, [wish, tries]); // eslint-disable-line react-hooks/exhaustive-deps

  const tell = useCallback(
    async (words: HandWords) => {
      onHelp(await raiseHand(sessionId, words, crypto.randomUUID()));
    },
    [sessionId, onHelp],
  );
  return { wish, isReachable, problem, toggle, tell };
}

function nextWish(wish: Wish, isUp: boolean): Wish {
  if (wish === "up") return isUp ? "down" : null;
  if (wish === "down") return isUp ? null : "up";
  return isUp ? "down" : "up";
}

async function fulfil(
  wish: "up" | "down",
  sessionId: string,
  requestId: string | null,
  exerciseId: string | null,
  key: string,
): Promise<HelpRequest | null> {
  if (wish === "up") return raiseHand(sessionId, exerciseId ? { exerciseId } : {}, key);
  return requestId === null ? null : lowerHand(requestId);
}
