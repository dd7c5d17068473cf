/** One lesson or exercise of a catch-up: read, or worked on by the same player as in a session. */
import { useState } from "react";
import { BigButton } from "~/features/student-session/components/big-button";
import {
  type CatchUpItem,
  type CatchUpWithItems,
  useReadAtHome,
  useRefreshCatchUps,
} from "~/features/student-catch-ups/api";
import { nextItem } from "~/features/student-catch-ups/words";
import { InlineProblem } from "~/ui/state-view";
import { HomeAttempt, HomeStart } from "./attempt";
import { LessonById } from "../student-session/lesson";
import { StudentResult } from "../student-session/result";

interface CatchUpItemViewProps {
  catchUp: CatchUpWithItems;
  item: CatchUpItem;
  /** Null leads back to the whole catch-up. */
  onOpen: (itemId: string | null) => void;
}

export function CatchUpItemView({ catchUp, item, onOpen }: CatchUpItemViewProps) {
  const refresh = useRefreshCatchUps();
  const onNext = async () => {
    await refresh();
    onOpen(nextItem(catchUp, item.id)?.id ?? null);
  };
  return item.exerciseId === null ? (
    <Reading catchUp={catchUp} item={item} onNext={onNext} />
  ) : (
    <Work catchUp={catchUp} item={item} exerciseId={item.exerciseId} onNext={onNext} />
  );
}

interface ItemProps {
  catchUp: CatchUpWithItems;
  item: CatchUpItem;
  onNext: () => Promise<void>;
}

function Reading({ catchUp, item, onNext }: ItemProps) {
  const read = useReadAtHome(catchUp.centreId);
  const done = () => read.mutate(item.lessonId, { onSuccess: () => void onNext() });
  return (
    <LessonById
      lessonId={item.lessonId}
      action={
        <>
          {read.error && <InlineProblem error={read.error} onRetry={done} />}
          <BigButton aria-busy={read.isPending} onClick={item.isDone ? () => void onNext() : done}>
            {item.isDone ? "Go on" : "I have read it"}
          </BigButton>
        </>
      }
    />
  );
}

/** An attempt that is handed in shows its result; else the open one, or Start. */
function Work({ catchUp, item, exerciseId, onNext }: ItemProps & { exerciseId: string }) {
  const [startedId, setStartedId] = useState<string | null>(null);
  const [finishedId, setFinishedId] = useState<string | null>(null);
  const isHandedIn = item.attemptStatus !== null && item.attemptStatus !== "IN_PROGRESS";
  const resultId = finishedId ?? (isHandedIn && startedId === null ? item.attemptId : null);
  const openId = startedId ?? (isHandedIn ? null : item.attemptId);
  const finish = (attemptId: string) => {
    setFinishedId(attemptId);
    setStartedId(null);
  };
  if (resultId !== null) return <StudentResult attemptId={resultId} onNext={onNext} />;
  if (openId !== null) {
    return <HomeAttempt key={openId} attemptId={openId} onFinished={() => finish(openId)} />;
  }
  return <HomeStart centreId={catchUp.centreId} exerciseId={exerciseId} onStarted={setStartedId} />;
}
