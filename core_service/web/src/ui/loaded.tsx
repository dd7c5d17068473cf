/** What a query has brought, or the page's words for loading and failing; old data stays, and says how old it is. */
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { timeOfDay } from "~/lib/durations";
import classes from "./loaded.module.css";
import { ErrorView, LoadingView, SkeletonRows } from "./state-view";

interface LoadedProps<T> {
  query: UseQueryResult<T>;
  /** "Loading the sessions". */
  loading: string;
  /** "The sessions could not be loaded". */
  failed: string;
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

export function Loaded<T>({ query, loading, failed, skeleton, children }: LoadedProps<T>) {
  const { data, error, isPending, dataUpdatedAt, refetch } = query;
  const retry = () => void refetch();
  if (isPending) {
    return (
      <LoadingView label={loading}>
        {skeleton ?? <SkeletonRows count={4} height={64} />}
      </LoadingView>
    );
  }
  if (data === undefined) return <ErrorView error={error} title={failed} onRetry={retry} />;
  return (
    <>
      {error && <StaleLine since={dataUpdatedAt} onRetry={retry} />}
      {children(data)}
    </>
  );
}

/** "Reconnecting. Showing 16:47:05", with a way to try at once (UI 3). */
export function StaleLine({ since, onRetry }: { since: number; onRetry: () => void }) {
  return (
    <p className={classes.stale} role="status">
      Reconnecting. Showing {timeOfDay(since, undefined, true)}.
      <button type="button" onClick={onRetry}>
        Try now
      </button>
    </p>
  );
}
