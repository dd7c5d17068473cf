/** Hands an exercise in: once, however often it has to be sent, and by itself when the core is back. */
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { toWire } from "~/features/work/answers";
import { handIn } from "~/features/work/api";
import type { DraftKeeper } from "~/features/work/draft-keeper";
import type { Exercise } from "~/lib/contract";
import { asProblem, type ProblemError } from "~/lib/problem";

const RETRY_MS = 4_000;

interface HandInOptions {
  exercise: Exercise;
  sessionId: string;
  keeper: DraftKeeper;
  /** It is handed in, now or before. */
  onDone: () => void;
}

export function useHandIn({ exercise, sessionId, keeper, onDone }: HandInOptions) {
  const [isPending, setIsPending] = useState(false);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const sent = useRef({ body: "", key: "" });

  const start = async () => {
    if (isPending) return;
    setIsPending(true);
    setProblem(null);
    const answers = toWire(keeper.getState().answers);
    const body = JSON.stringify(answers);
    if (sent.current.body !== body) sent.current = { body, key: crypto.randomUUID() };
    try {
      await handIn({ exerciseId: exercise.id, sessionId, answers, key: sent.current.key });
      onDone();
    } catch (error) {
      const failure = asProblem(error);
      if (CLOSED.has(failure.code)) onDone();
      else setProblem(failure);
    } finally {
      setIsPending(false);
    }
  };
  const again = useEffectEvent(() => void start());
  useEffect(() => {
    if (!problem?.isTemporary) return undefined;
    const timer = window.setTimeout(() => again(), RETRY_MS);
    return () => window.clearTimeout(timer);
  }, [problem]);
  return { start: () => void start(), isPending, problem };
}

/** The core's words for work that is handed in already, by hand or by the clock. */
const CLOSED = new Set(["already_submitted", "time_is_up"]);
