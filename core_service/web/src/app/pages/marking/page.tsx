/** One piece of work being marked: the queue, the work, the rubric (UI 11). */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { openReviewQuery } from "~/features/assessment/api";
import { hasPermission } from "~/features/identity/permissions";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { MenuButton } from "../../shell/open-menu";
import { Require, useMe } from "../../signed-in";
import { MarkingView } from "./marking-view";

export function Component() {
  return (
    <Require permission="ASSESSMENT_QUEUE_VIEW">
      <OpenedReview />
    </Require>
  );
}

function OpenedReview() {
  const { reviewId = "" } = useParams();
  const mayReview = hasPermission(useMe(), "ASSESSMENT_REVIEW");
  const { data, error, isPending, refetch } = useQuery(openReviewQuery(reviewId, mayReview));
  if (isPending) {
    return (
      <LoadingView label="Opening the work">
        <SkeletonRows count={4} height={120} />
      </LoadingView>
    );
  }
  if (!data) {
    return (
      <>
        <MenuButton withBell={false} />
        <ErrorView
          heading="h1"
          error={error}
          title="The work could not be opened"
          onRetry={() => void refetch()}
        />
      </>
    );
  }
  return (
    <MarkingView
      key={reviewId}
      opened={data}
      mayReview={mayReview}
      onRetry={() => void refetch()}
    />
  );
}
