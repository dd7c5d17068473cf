/** One piece of own work: its result to read, or, where it came back, the player to do it again. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router";
import { SessionFrame } from "~/features/student-session/components/session-frame";
import { attemptQuery } from "~/features/work/api";
import { AttemptResult } from "~/features/work/components/attempt-result";
import type { Attempt, Exercise } from "~/lib/contract";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { HomeBar } from "../student/home-bar";
import { HomeConnection } from "../student/home-connection";
import { HomeAttempt } from "./student-catchup-attempt";

const LIST = "/dashboard/student/work";

export function Component() {
  const { id = "" } = useParams();
  return <OwnWork key={id} attemptId={id} />;
}

function OwnWork({ attemptId }: { attemptId: string }) {
  const { data, error, refetch } = useQuery(attemptQuery(attemptId));
  const exercise = data?.exercise;
  return (
    <SessionFrame
      isWide
      toolbar={
        <HomeBar
          to={LIST}
          back="My work"
          title={exercise?.title ?? "My work"}
          detail={exercise?.unitTitle}
        />
      }
      connection={<HomeConnection />}
    >
      {data ? (
        <Opened attemptId={attemptId} {...data} onHandedIn={() => void refetch()} />
      ) : error ? (
        <ErrorView
          error={error}
          title="This work could not be loaded"
          onRetry={() => void refetch()}
        />
      ) : (
        <LoadingView label="Loading your work">
          <SkeletonRows count={4} height={90} />
        </LoadingView>
      )}
    </SessionFrame>
  );
}

interface OpenedProps {
  attemptId: string;
  attempt: Attempt;
  exercise: Exercise;
  onHandedIn: () => void;
}

function Opened({ attemptId, attempt, exercise, onHandedIn }: OpenedProps) {
  const navigate = useNavigate();
  if (attempt.status === "IN_PROGRESS") {
    return <HomeAttempt attemptId={attemptId} onFinished={onHandedIn} />;
  }
  return <AttemptResult exercise={exercise} attempt={attempt} onNext={() => void navigate(LIST)} />;
}
