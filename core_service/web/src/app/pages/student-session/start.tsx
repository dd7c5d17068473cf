/** Before an exercise: what it is and why, with the lesson one touch away. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { BigButton } from "~/features/student-session/components/big-button";
import { StartCard } from "~/features/student-session/components/start-card";
import { enrollmentOf, type OpenWork } from "~/features/student-session/flow";
import { mayBeginAlone } from "~/features/student-session/kept-work";
import { exerciseQuery, useStartExercise } from "~/features/work/api";
import { BEGIN, beginning } from "~/features/work/begin-act";
import type { NextContent } from "~/lib/contract";
import { asProblem } from "~/lib/problem";
import { useIsAway, useOutbox } from "~/lib/use-outbox";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { useMe } from "../../signed-in";
import { LessonById } from "./lesson";
import type { StepProps } from "./step-props";

interface StudentStartProps extends StepProps {
  exerciseId: string;
  next: NextContent | null;
}

/** Begins on this device, from what it has kept; the core hears of it when it can be reached. */
function useStartAlone({ view, choices, setChoices }: StepProps) {
  const { user } = useMe();
  const queries = useQueryClient();
  const outbox = useOutbox();
  const enrollmentId = enrollmentOf(view, choices)?.id ?? "";
  return useMutation({
    mutationFn: async (exerciseId: string) =>
      beginning({
        exercise: await queries.ensureQueryData(exerciseQuery(exerciseId)),
        studentId: user.id,
        enrollmentId,
        sessionId: view.session.id,
        centreId: view.session.centreId,
      }),
    onSuccess: (begun) => {
      outbox.add(BEGIN, begun);
      const opened = { id: begun.attemptId, exerciseId: begun.exercise.id, enrollmentId };
      setChoices({ ...choices, opened, picked: null });
    },
  });
}

export function StudentStart(props: StudentStartProps) {
  const { view, exerciseId, next, choices, setChoices, refresh } = props;
  const start = useStartExercise({ sessionId: view.session.id });
  const startAlone = useStartAlone(props);
  const isAway = useIsAway();
  const [isReading, setIsReading] = useState(false);
  const picked = useQuery({ ...exerciseQuery(exerciseId), enabled: next === null });
  const exercise = next?.exercise ?? picked.data;
  if (exercise === undefined) {
    return picked.error ? (
      <ErrorView error={picked.error} onRetry={() => void picked.refetch()} />
    ) : (
      <LoadingView label="Loading the exercise">
        <SkeletonRows count={3} height={90} />
      </LoadingView>
    );
  }
  const begin = ({ attempt }: { attempt: OpenWork }) => {
    setChoices({ ...choices, opened: attempt, picked: null });
    void refresh();
  };
  const mayStartAlone = mayBeginAlone({ exercise });
  const afterFailure = (error: Error) => {
    if (asProblem(error).isOffline && mayStartAlone) startAlone.mutate(exerciseId);
    else void refresh();
  };
  const onStart = () => {
    if (isAway && mayStartAlone) startAlone.mutate(exerciseId);
    else start.mutate(exerciseId, { onSuccess: begin, onError: afterFailure });
  };
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
      next={next}
      isStarting={start.isPending || startAlone.isPending}
      problem={startAlone.error ?? (startAlone.isIdle ? start.error : null)}
      onStart={onStart}
      onReadLesson={() => setIsReading(true)}
      onPick={({ kind, id, assignmentId }) =>
        setChoices({ ...choices, picked: { kind, id, assignmentId } })
      }
    />
  );
}
