/** The address by enrolment (R128): opens the oldest piece of work that waits there. */
import { useQuery } from "@tanstack/react-query";
import { Link, Navigate, useParams } from "react-router";
import { Button } from "@mantine/core";
import { claim, oldestOfEnrollmentQuery } from "~/features/assessment/api";
import type { QueueItem } from "~/lib/contract";
import { Loaded } from "~/ui/loaded";
import { EmptyView, ErrorView, LoadingView } from "~/ui/state-view";
import { Require } from "../../signed-in";

export function Component() {
  return (
    <Require permission="ASSESSMENT_REVIEW">
      <OldestOfEnrollment />
    </Require>
  );
}

function OldestOfEnrollment() {
  const { enrollmentId = "" } = useParams();
  return (
    <Loaded
      heading="h1"
      query={useQuery(oldestOfEnrollmentQuery(enrollmentId))}
      loading="Opening the oldest work"
      failed="The oldest work could not be opened"
    >
      {(oldest) => (oldest === null ? <NothingWaits /> : <OpenWork item={oldest} />)}
    </Loaded>
  );
}

function NothingWaits() {
  return (
    <EmptyView
      heading="h1"
      title="All marked"
      action={
        <Button component={Link} to="/dashboard/assessments">
          Open the queue
        </Button>
      }
    >
      Nothing of this student waits to be marked.
    </EmptyView>
  );
}

function OpenWork({ item }: { item: QueueItem }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["assessment", "claim", item.attemptId],
    queryFn: () => claim(item.attemptId),
    retry: false,
    staleTime: 0,
  });
  if (error) {
    return (
      <ErrorView
        heading="h1"
        error={error}
        title="The work could not be opened"
        onRetry={() => void refetch()}
      />
    );
  }
  if (!data) return <LoadingView label="Opening the oldest work" />;
  return <Navigate to={`/dashboard/assessments/${data.id}`} replace />;
}
