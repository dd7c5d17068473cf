/** Before an exercise: what it is and why, with the lesson one touch away. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { BigButton } from "~/features/student-session/components/big-button";
import { StartCard } from "~/features/student-session/components/start-card";
import type { OpenWork } from "~/features/student-session/flow";
import { exerciseQuery, useStartExercise } from "~/features/work/api";
import type { NextContent } from "~/lib/contract";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { LessonById } from "./student-session-lesson";
import type { StepProps } from "./student-session-step";

interface StudentStartProps extends StepProps {
  exerciseId: string;
  next: NextContent | null;
}

export function StudentStart(props: StudentStartProps) {
  const { view, exerciseId, next, choices, setChoices, refresh } = props;
  const start = useStartExercise({ sessionId: view.session.id });
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
      isStarting={start.isPending}
      problem={start.error}
      onStart={() => start.mutate(exerciseId, { onSuccess: begin, onError: () => void refresh() })}
      onReadLesson={() => setIsReading(true)}
      onPick={({ kind, id, assignmentId }) =>
        setChoices({ ...choices, picked: { kind, id, assignmentId } })
      }
    />
  );
}
