/** An exercise at home: started, saved and handed in by REST, since no room is open (UI 10). */
import { useQuery } from "@tanstack/react-query";
import { useCallback, useState } from "react";
import { BigButton } from "~/features/student-session/components/big-button";
import { StartCard } from "~/features/student-session/components/start-card";
import { attemptQuery, exerciseQuery, putDraft, useStartExercise } from "~/features/work/api";
import { AttemptWork } from "~/features/work/components/attempt-work";
import type { SendDraft } from "~/features/work/draft-keeper";
import { useShelf } from "~/features/work/use-shelf";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { useMe } from "../../signed-in";
import { useHush } from "../../student/hush";
import { useHasCore } from "../../student/home-connection";
import { LessonById } from "../student-session/lesson";

const TIME_UP_POLL_MS = 2_000;
/** Nobody in particular reads what is done at home. */
const READER = "Your centre";

interface HomeStartProps {
  centreId: string;
  exerciseId: string;
  onStarted: (attemptId: string) => void;
}

export function HomeStart({ centreId, exerciseId, onStarted }: HomeStartProps) {
  const start = useStartExercise({ centreId });
  const [isReading, setIsReading] = useState(false);
  const { data: exercise, error, refetch } = useQuery(exerciseQuery(exerciseId));
  if (exercise === undefined) return <Missing error={error} onRetry={() => void refetch()} />;
  if (isReading) {
    return (
      <LessonById
        lessonId={exercise.lessonId}
        action={<BigButton onClick={() => setIsReading(false)}>To the exercise</BigButton>}
      />
    );
  }
  return (
    <StartCard
      exercise={exercise}
      next={null}
      isStarting={start.isPending}
      problem={start.error}
      onStart={() =>
        start.mutate(exerciseId, { onSuccess: ({ attempt }) => onStarted(attempt.id) })
      }
      onReadLesson={() => setIsReading(true)}
      onPick={() => undefined}
    />
  );
}

interface HomeAttemptProps {
  attemptId: string;
  onFinished: () => void;
}

export function HomeAttempt({ attemptId, onFinished }: HomeAttemptProps) {
  const { user } = useMe();
  useHush();
  const [isTimeUp, setIsTimeUp] = useState(false);
  const { data, error, isFetchedAfterMount, refetch } = useQuery({
    ...attemptQuery(attemptId),
    refetchInterval: isTimeUp ? TIME_UP_POLL_MS : false,
  });
  const shelf = useShelf(user.id, attemptId);
  const send = useCallback<SendDraft>((draft) => putDraft(attemptId, draft), [attemptId]);
  const isLive = useHasCore();
  const isFresh = data !== undefined && (isFetchedAfterMount || error !== null);
  if (!isFresh || shelf === null) return <Missing error={error} onRetry={() => void refetch()} />;
  return (
    <AttemptWork
      attempt={data.attempt}
      exercise={data.exercise}
      sessionId={null}
      shelf={shelf}
      send={send}
      isLive={isLive}
      isClosed={data.attempt.status !== "IN_PROGRESS"}
      reader={READER}
      onFinished={onFinished}
      onTimeUp={() => setIsTimeUp(true)}
    />
  );
}

function Missing({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  if (error) {
    return <ErrorView error={error} title="The exercise could not be loaded" onRetry={onRetry} />;
  }
  return (
    <LoadingView label="Loading the exercise">
      <SkeletonRows count={3} height={120} />
    </LoadingView>
  );
}
