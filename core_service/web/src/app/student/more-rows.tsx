/** The way on in a student's list that is longer than one page. */
import type { UseInfiniteQueryResult } from "@tanstack/react-query";
import { InlineProblem } from "~/ui/state-view";
import rows from "./rows.module.css";

type Growing = Pick<
  UseInfiniteQueryResult,
  "error" | "hasNextPage" | "isFetchNextPageError" | "fetchNextPage"
>;

export function MoreRows({ query }: { query: Growing }) {
  const more = () => void query.fetchNextPage();
  return (
    <>
      {query.isFetchNextPageError && <InlineProblem error={query.error} onRetry={more} />}
      {query.hasNextPage && (
        <button type="button" className={rows.more} onClick={more}>
          Show more
        </button>
      )}
    </>
  );
}
