/** An attempt that was begun on this device: open before the core knows of it, and after (issue 5.3). */
import { IconCloudOff } from "@tabler/icons-react";
import { useEffect, useEffectEvent } from "react";
import { BigButton } from "~/features/student-session/components/big-button";
import { Notice } from "~/features/student-session/components/notice";
import type { OpenWork } from "~/features/student-session/flow";
import type { Started } from "~/features/work/api";
import { attemptBegun, isBeginOf } from "~/features/work/begin-act";
import { thisDevice } from "~/features/work/save-words";
import type { Attempt, Exercise } from "~/lib/contract";
import type { ProblemError } from "~/lib/problem";
import { useOutbox, useOutboxState } from "~/lib/use-outbox";

interface BegunHere {
  /** While the beginning waits for the core. */
  work: { attempt: Attempt; exercise: Exercise } | null;
  /** The core does not take it. */
  refusal: ProblemError | null;
  dismiss: () => void;
}

/** `onBegun`: by the core too; under another id where the exercise was open already, and the answers are with that one. */
export function useBegunHere(attemptId: string, onBegun: (opened: OpenWork) => void): BegunHere {
  const outbox = useOutbox();
  const { waiting, refused } = useOutboxState();
  const act = waiting.find((each) => isBeginOf(each, attemptId));
  const refusal = refused.find((each) => isBeginOf(each.act, attemptId));
  const tell = useEffectEvent(onBegun);
  useEffect(
    () =>
      outbox.onDone((done, answer) => {
        if (isBeginOf(done, attemptId)) tell((answer as Started).attempt);
      }),
    [outbox, attemptId],
  );
  return {
    work:
      act && isBeginOf(act, attemptId)
        ? { attempt: attemptBegun(act), exercise: act.body.exercise }
        : null,
    refusal: refusal?.problem ?? null,
    dismiss: () => void (refusal && outbox.dismiss(refusal.act.id)),
  };
}

/** Taken out of use meanwhile, or the place is gone: what was answered stays where it is. */
export function NotTaken({ problem, onGoOn }: { problem: ProblemError; onGoOn: () => void }) {
  return (
    <Notice
      sign={<IconCloudOff stroke={1.5} />}
      title="This one is closed now"
      words={`${problem.detail} Your answers stay on this ${thisDevice()}.`}
      action={<BigButton onClick={onGoOn}>Go on</BigButton>}
    />
  );
}
