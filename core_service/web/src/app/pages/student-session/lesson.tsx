/** The reading step, and the lesson looked up again beside an exercise. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { lessonQuery, useCompleteLesson } from "~/features/student-session/api";
import { BigButton } from "~/features/student-session/components/big-button";
import { LessonReader } from "~/features/student-session/components/lesson-reader";
import { READ, type ReadBody } from "~/features/student-session/read-act";
import { asProblem } from "~/lib/problem";
import { useIsAway, useOutbox } from "~/lib/use-outbox";
import { ErrorView, InlineProblem, LoadingView, SkeletonRows } from "~/ui/state-view";
import type { StepProps } from "./step-props";

interface StudentLessonProps extends StepProps {
  lessonId: string;
  assignmentId: string | null;
  onRead: () => void;
}

export function StudentLesson({ view, lessonId, assignmentId, onRead }: StudentLessonProps) {
  const complete = useCompleteLesson(view.session.id);
  const outbox = useOutbox();
  const isAway = useIsAway();
  const keepRead = () => {
    const { id: sessionId, centreId } = view.session;
    outbox.add(READ, { lessonId, assignmentId, sessionId, centreId } satisfies ReadBody);
    onRead();
  };
  const read = () => {
    if (isAway) return keepRead();
    complete.mutate(
      { lessonId, assignmentId },
      { onSuccess: onRead, onError: (error) => asProblem(error).isOffline && keepRead() },
    );
  };
  return (
    <LessonById
      lessonId={lessonId}
      action={
        <>
          {complete.error && <InlineProblem error={complete.error} onRetry={read} />}
          <BigButton aria-busy={complete.isPending} onClick={read}>
            I have read it
          </BigButton>
        </>
      }
    />
  );
}

export function LessonById({ lessonId, action }: { lessonId: string; action: ReactNode }) {
  const { data: lesson, error, refetch } = useQuery(lessonQuery(lessonId));
  if (lesson) return <LessonReader lesson={lesson} action={action} />;
  if (error) {
    return (
      <ErrorView
        error={error}
        title="The lesson could not be loaded"
        onRetry={() => void refetch()}
      />
    );
  }
  return (
    <LoadingView label="Loading the lesson">
      <SkeletonRows count={4} height={90} />
    </LoadingView>
  );
}
