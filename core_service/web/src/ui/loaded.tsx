/** What a query has brought, or the page's words for loading and failing; old data stays, and says how old it is. */
import type { UseInfiniteQueryResult, UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { timeOfDay } from "~/lib/durations";
import { asProblem } from "~/lib/problem";
import { hasUnsent } from "~/lib/unsent";
import classes from "./loaded.module.css";
import { ErrorView, InlineProblem, LoadingView, SkeletonRows } from "./state-view";

interface LoadedProps<T> {
  query: UseQueryResult<T> | UseInfiniteQueryResult<T>;
  /** "Loading the sessions". */
  loading: string;
  /** "The sessions could not be loaded". */
  failed: string;
  skeleton?: ReactNode;
  /** Of the page's own words, where nothing else names it. */
  heading?: "h1";
  /** Where more than the query has to be asked for again. */
  onRetry?: () => void;
  children: (data: T) => ReactNode;
}

export function Loaded<T>(props: LoadedProps<T>) {
  const { query, loading, failed, skeleton, heading, children } = props;
  const { data, error, isPending, dataUpdatedAt, refetch } = query;
  const retry = props.onRetry ?? (() => void refetch());
  if (isPending) {
    return (
      <LoadingView label={loading}>
        {skeleton ?? <SkeletonRows count={4} height={64} />}
      </LoadingView>
    );
  }
  const isOver = isClosed(error);
  if (data === undefined || (isOver && !hasUnsent())) {
    return <ErrorView heading={heading} error={error} title={failed} onRetry={retry} />;
  }
  return (
    <>
      {isOver && <InlineProblem error={error} />}
      {!isOver && isOld(query) && <StaleLine since={dataUpdatedAt} onRetry={retry} />}
      {children(data)}
    </>
  );
}

/** It is gone, or not for one's eyes any more: then only words that were typed here keep it on the screen. */
function isClosed(error: Error | null): boolean {
  if (error === null) return false;
  const { isForbidden, isMissing } = asProblem(error);
  return isForbidden || isMissing;
}

/** A further page that failed makes those before it no older. */
function isOld<T>(query: LoadedProps<T>["query"]): boolean {
  const isOfNextPage = "isFetchNextPageError" in query && query.isFetchNextPageError;
  return query.error !== null && !isOfNextPage;
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
