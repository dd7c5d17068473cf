/** A list that grows page by page, with its states. */
import { Button } from "@mantine/core";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Page } from "~/lib/contract";
import { HeldList } from "./held-list";
import { Loaded } from "./loaded";
import { EmptyView, InlineProblem, SkeletonRows } from "./state-view";
import classes from "./more-of.module.css";

interface MoreOfProps<T> {
  query: UseInfiniteQueryResult<InfiniteData<Page<T>>>;
  /** "lessons". */
  what: string;
  empty: ReactNode;
  /** Instead of "No lessons yet", where a filter may be why. */
  emptyTitle?: string;
  /** The next step from an empty list, where it is an act. */
  emptyAction?: ReactNode;
  /** Of a list that is live: its rows stay under a finger. */
  keyOf?: (item: T) => string;
  /** By which filter. */
  of?: string;
  children: (item: T) => ReactNode;
}

export function MoreOf<T>(props: MoreOfProps<T>) {
  const { query, what, empty, emptyTitle, emptyAction, keyOf, of, children } = props;
  return (
    <Loaded
      query={query}
      loading={`Loading the ${what}`}
      failed={`The ${what} could not be loaded`}
      skeleton={<SkeletonRows count={5} />}
    >
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0) {
          return (
            <EmptyView title={emptyTitle ?? `No ${what} yet`} action={emptyAction}>
              {empty}
            </EmptyView>
          );
        }
        return (
          <div className={classes.list}>
            {keyOf ? (
              <HeldList rows={items} keyOf={keyOf} of={of}>
                {(shown) => <div className={classes.list}>{shown.map(children)}</div>}
              </HeldList>
            ) : (
              items.map(children)
            )}
            <More query={query} />
          </div>
        );
      }}
    </Loaded>
  );
}

type Growing = Pick<
  UseInfiniteQueryResult,
  "error" | "hasNextPage" | "isFetchingNextPage" | "isFetchNextPageError" | "fetchNextPage"
>;

/** The way to the next page of a list, and what came of it. */
export function More({ query }: { query: Growing }) {
  const more = () => void query.fetchNextPage();
  return (
    <>
      {query.isFetchNextPageError && <InlineProblem error={query.error} onRetry={more} />}
      {query.hasNextPage && (
        <Button
          className={classes.more}
          variant="default"
          size="md"
          loading={query.isFetchingNextPage}
          onClick={more}
        >
          Show more
        </Button>
      )}
    </>
  );
}
