/** A list that grows page by page, with its states. */
import { Button } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Page } from "~/lib/contract";
import { EmptyView, ErrorView, InlineProblem, LoadingView } from "./state-view";
import classes from "./more-of.module.css";

interface MoreOfProps<T> {
  query: UseInfiniteQueryResult<InfiniteData<Page<T>>>;
  /** "lessons". */
  what: string;
  empty: string;
  /** Instead of "No lessons yet", where a filter may be why. */
  emptyTitle?: string;
  children: (item: T) => ReactNode;
}

export function MoreOf<T>({ query, what, empty, emptyTitle, children }: MoreOfProps<T>) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  if (isPending) return <LoadingView label={`Loading the ${what}`} />;
  if (!data) {
    return (
      <ErrorView
        error={error}
        title={`The ${what} could not be loaded`}
        onRetry={() => void refetch()}
      />
    );
  }
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return <EmptyView title={emptyTitle ?? `No ${what} yet`}>{empty}</EmptyView>;
  const more = () => void fetchNextPage();
  return (
    <div className={classes.list}>
      {items.map(children)}
      {error && <InlineProblem error={error} onRetry={more} />}
      {hasNextPage && (
        <Button variant="default" size="md" loading={isFetchingNextPage} onClick={more}>
          Show more
        </Button>
      )}
    </div>
  );
}
