/** One piece of own work: its result to read, or, where it came back, the player to do it again. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "react-router";
import { SessionFrame } from "~/features/student-session/components/session-frame";
import { attemptQuery } from "~/features/work/api";
import { AttemptResult } from "~/features/work/components/attempt-result";
import type { Attempt, Exercise } from "~/lib/contract";
import { Loaded } from "~/ui/loaded";
import { SkeletonRows } from "~/ui/state-view";
import { HomeBar } from "../student/home-bar";
import { HomeConnection } from "../student/home-connection";
import { HomeAttempt } from "./student-catchup/attempt";

const LIST = "/dashboard/student/work";

export function Component() {
  const { id = "" } = useParams();
  return <OwnWork key={id} attemptId={id} />;
}

function OwnWork({ attemptId }: { attemptId: string }) {
  const query = useQuery(attemptQuery(attemptId));
  const exercise = query.data?.exercise;
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
      <Loaded
        query={query}
        loading="Loading your work"
        failed="This work could not be loaded"
        skeleton={<SkeletonRows count={4} height={90} />}
      >
        {(opened) => (
          <Opened attemptId={attemptId} {...opened} onHandedIn={() => void query.refetch()} />
        )}
      </Loaded>
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
