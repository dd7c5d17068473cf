/** After handing in: right or not yet, then on. */
import { useQuery } from "@tanstack/react-query";
import { attemptQuery } from "~/features/work/api";
import { AttemptResult } from "~/features/work/components/attempt-result";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";

interface StudentResultProps {
  attemptId: string;
  /** Leaves the result as soon as what comes next is known. */
  onNext: () => Promise<void>;
}

export function StudentResult({ attemptId, onNext }: StudentResultProps) {
  const { data, error, refetch } = useQuery(attemptQuery(attemptId));
  if (data)
    return (
      <AttemptResult exercise={data.exercise} attempt={data.attempt} onNext={() => void onNext()} />
    );
  if (error) {
    return (
      <ErrorView
        error={error}
        title="The result could not be loaded"
        onRetry={() => void refetch()}
      />
    );
  }
  return (
    <LoadingView label="Loading the result">
      <SkeletonRows count={4} height={90} />
    </LoadingView>
  );
}
