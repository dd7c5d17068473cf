/** One piece of work being marked: the queue, the work, the rubric (UI 11). */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import { openReviewQuery } from "~/features/assessment/api";
import { hasPermission } from "~/features/identity/permissions";
import { Loaded } from "~/ui/loaded";
import { SkeletonRows } from "~/ui/state-view";
import { MenuButton } from "../../shell/open-menu";
import { Require, useMe } from "../../signed-in";
import { MarkingView } from "./marking-view";
import classes from "./marking-view.module.css";

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
  const query = useQuery(openReviewQuery(reviewId, mayReview));
  return (
    <div className={classes.page}>
      {query.data === undefined && query.error !== null && <MenuButton withBell={false} />}
      <Loaded
        query={query}
        loading="Opening the work"
        failed="The work could not be opened"
        skeleton={<SkeletonRows count={4} height={120} />}
        heading="h1"
      >
        {(opened) => (
          <MarkingView
            key={reviewId}
            opened={opened}
            mayReview={mayReview}
            onRetry={() => void query.refetch()}
          />
        )}
      </Loaded>
    </div>
  );
}
