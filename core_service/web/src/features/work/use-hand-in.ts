/** Hands an exercise in: once, however often it has to be sent, and by itself when the core is back. */
import { useEffect, useEffectEvent } from "react";
import { useOutbox, useOutboxState } from "~/lib/use-outbox";
import type { Exercise } from "~/lib/contract";
import type { ProblemError } from "~/lib/problem";
import { toWire } from "./answers";
import type { DraftKeeper } from "./draft-keeper";
import { HAND_IN, isHandInOf } from "./hand-in-act";

interface HandInOptions {
  attemptId: string;
  exercise: Exercise;
  /** Null at home. */
  sessionId: string | null;
  keeper: DraftKeeper;
  /** It is handed in, now or before. */
  onDone: () => void;
}

interface HandIn {
  start: () => void;
  isPending: boolean;
  /** Waits on this device for the network. */
  isKept: boolean;
  /** Back to the answers, as long as the core has nothing. */
  takeBack: () => void;
  problem: ProblemError | null;
}

/** The core's words for work that is handed in already, by hand or by the clock. */
const CLOSED: ReadonlySet<string> = new Set(["already_submitted", "time_is_up"]);

export function useHandIn(options: HandInOptions): HandIn {
  const { attemptId, exercise, sessionId, keeper } = options;
  const outbox = useOutbox();
  const { waiting, refused, isReachable } = useOutboxState();
  const pending = waiting.find((act) => isHandInOf(act, attemptId)) ?? null;
  const refusal = refused.find(({ act }) => isHandInOf(act, attemptId)) ?? null;
  const isClosed = refusal !== null && CLOSED.has(refusal.problem.code);
  const isPending = pending !== null;
  const done = useEffectEvent(options.onDone);

  useEffect(() => {
    return outbox.onDone((act) => {
      if (isHandInOf(act, attemptId)) done();
    });
  }, [outbox, attemptId]);
  const dismissed = useEffectEvent(() => refusal && outbox.dismiss(refusal.act.id));
  useEffect(() => {
    if (!isClosed) return;
    dismissed();
    done();
  }, [isClosed]);
  // What is handed in holds every answer: the draft need not follow it.
  useEffect(() => {
    if (isPending) keeper.stop();
    else keeper.start();
  }, [isPending, keeper]);

  const start = () => {
    if (isPending) return;
    if (refusal) outbox.dismiss(refusal.act.id);
    const answers = toWire(keeper.getState().answers);
    outbox.add(HAND_IN, { attemptId, exerciseId: exercise.id, sessionId, answers });
  };
  return {
    start,
    isPending,
    isKept: isPending && !isReachable,
    takeBack: () => void (pending && outbox.withdraw(pending.id)),
    problem: isClosed ? null : (refusal?.problem ?? null),
  };
}
