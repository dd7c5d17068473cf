/** What a student's work sends to the room: drafts with an answer, progress without. */
import { useCallback, useEffect, useRef } from "react";
import { useRoom } from "~/features/room/room-provider";
import { HubRefusal } from "~/features/room/line/line-errors";
import { fromWire } from "~/features/work/answers";
import { putDraft } from "~/features/work/api";
import { isBeginOf } from "~/features/work/begin-act";
import type { Progress } from "~/features/work/components/exercise-player";
import { DraftConflict, type SendDraft } from "~/features/work/draft-keeper";
import { offlineProblem } from "~/lib/problem";
import { useOutbox } from "~/lib/use-outbox";

/** By the room's line where it is up, else by REST; both answer with the new revision. What waits to begin waits first. */
export function useSendDraft(attemptId: string): SendDraft {
  const { feed } = useRoom();
  const outbox = useOutbox();
  return useCallback(
    async (draft) => {
      const { waiting } = outbox.getState();
      if (waiting.some((act) => isBeginOf(act, attemptId))) throw offlineProblem(null);
      try {
        const id = crypto.randomUUID();
        const ack = await feed.sendForAck({ type: "answers:draft", id, attemptId, ...draft });
        return ack.revision ?? draft.base + 1;
      } catch (error) {
        throwConflict(error);
        return putDraft(attemptId, draft);
      }
    },
    [feed, outbox, attemptId],
  );
}

function throwConflict(error: unknown): void {
  if (!(error instanceof HubRefusal) || error.refusal.code !== "draft_conflict") return;
  const { current } = error.refusal;
  if (current) {
    throw new DraftConflict({ revision: current.revision, answers: fromWire(current.answers) });
  }
}

/** Tells the room how far the exercise has come, and tells it again whenever the line is back. */
export function useProgress(exerciseId: string): (progress: Progress) => void {
  const { feed } = useRoom();
  const latest = useRef<Progress | null>(null);
  const tell = useCallback(() => {
    if (latest.current === null) return;
    feed.send({ type: "activity:progress", exerciseId, ...latest.current });
  }, [feed, exerciseId]);
  useEffect(() => feed.onOpen(tell), [feed, tell]);
  return useCallback(
    (progress: Progress) => {
      latest.current = progress;
      tell();
    },
    [tell],
  );
}
