/** Walking through the queue from the work that is open: next, previous, any, and on after the last. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { claim, queueQuery, type QueueFilters } from "~/features/assessment/api";
import { filtersOf, searchOf } from "~/features/assessment/queue-filters";
import type { QueueItem } from "~/lib/contract";
import { asProblem, type ProblemError } from "~/lib/problem";

export type QueueWalk = ReturnType<typeof useQueueWalk>;

export function useQueueWalk(attemptId: string, mayReview: boolean) {
  const navigate = useNavigate();
  const [searchParams, setSearch] = useSearchParams();
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const filters = filtersOf(searchParams);
  const search = searchOf(filters).toString();
  const queue = useInfiniteQuery(queueQuery(filters));
  const items = queue.data?.pages.flatMap((page) => page.items) ?? [];
  const at = items.findIndex((item) => item.attemptId === attemptId);
  const back = () => void navigate({ pathname: "/dashboard/assessments", search });

  /** Whether the work could be opened; somebody else may have taken it meanwhile. */
  const open = async (item: QueueItem): Promise<boolean> => {
    if (item.attemptId === attemptId) return true;
    try {
      const reviewId = mayReview ? (await claim(item.attemptId)).id : item.reviewId;
      if (reviewId === null) return false;
      void navigate({ pathname: `/dashboard/assessments/${reviewId}`, search });
      return true;
    } catch (error) {
      setProblem(asProblem(error));
      return false;
    }
  };
  const step = (by: 1 | -1) => {
    const item = items[at === -1 && by === -1 ? -1 : at + by];
    if (item) void open(item);
  };
  /** After the work is done: the next that is free, from here on and then from the start; else the queue. */
  const goOn = async () => {
    const after = [...items.slice(at + 1), ...items.slice(0, Math.max(0, at))];
    for (const item of after.filter(isFree)) {
      if (await open(item)) return;
    }
    back();
  };
  return {
    ...{ items, filters, search, problem, back, open, step },
    place: at === -1 ? null : at + 1,
    hasMore: queue.hasNextPage,
    /** Since when the queue is as it is shown, where it cannot be read anew; else null. */
    oldSince: queue.data && queue.error ? queue.dataUpdatedAt : null,
    readAgain: () => void queue.refetch(),
    goOn: () => void goOn(),
    filter: (changed: QueueFilters) => setSearch(searchOf(changed), { replace: true }),
  };
}

function isFree({ claim, reserved }: QueueItem): boolean {
  return (claim === null || claim.isMine) && (reserved === null || reserved.isMine);
}
