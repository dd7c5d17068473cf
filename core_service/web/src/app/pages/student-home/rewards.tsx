/** Beside a student's tasks: points, the row of sessions, and badges; for the youngest their stars alone. */
import { useQuery } from "@tanstack/react-query";
import { rewardsQuery } from "~/features/rewards/api";
import { BadgeShelf } from "~/features/rewards/components/badge-shelf";
import { useAgeTier } from "~/ui/age-tier";
import { InlineProblem, LoadingView, SkeletonRows } from "~/ui/state-view";
import { useOwnCentre } from "../../student/own-centre";
import { OwnPoints } from "../../student/own-points";

export function HomeRewards() {
  const isEarly = useAgeTier() === "EARLY";
  const { data, error, refetch } = useQuery(rewardsQuery(useOwnCentre()));
  if (data) {
    return (
      <>
        <OwnPoints rewards={data} />
        {!isEarly && <BadgeShelf badges={data.badges} />}
      </>
    );
  }
  if (error) return <InlineProblem error={error} onRetry={() => void refetch()} />;
  return (
    <LoadingView label="Loading your points">
      <SkeletonRows count={1} height={160} />
    </LoadingView>
  );
}
