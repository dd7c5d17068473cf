/** The marking queue: what waits for an assessor, oldest first (UI 11). */
import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useNavigate, useSearchParams } from "react-router";
import { claim, queueQuery } from "~/features/assessment/api";
import { QueueFilterBar } from "~/features/assessment/components/queue-filters";
import { QueueRows } from "~/features/assessment/components/queue-rows";
import { filtersOf, isFiltered, searchOf } from "~/features/assessment/queue-filters";
import { hasPermission } from "~/features/identity/permissions";
import type { Person, QueueItem } from "~/lib/contract";
import { HeldList } from "~/ui/held-list";
import { Loaded } from "~/ui/loaded";
import { More } from "~/ui/more-of";
import { PageName } from "~/ui/page-name";
import { EmptyView, InlineProblem, SkeletonRows } from "~/ui/state-view";
import classes from "~/ui/page.module.css";
import { MenuButton } from "../../shell/open-menu";
import { Require, useMe } from "../../signed-in";

export function Component() {
  return (
    <Require permission="ASSESSMENT_QUEUE_VIEW">
      <MarkingQueue />
    </Require>
  );
}

function MarkingQueue() {
  const me = useMe();
  const mayReview = hasPermission(me, "ASSESSMENT_REVIEW");
  const [search, setSearch] = useSearchParams();
  const filters = filtersOf(search);
  const queue = useInfiniteQuery(queueQuery(filters));
  const items = queue.data?.pages.flatMap((page) => page.items) ?? [];
  const filterWords = searchOf(filters).toString();
  const open = useOpenWork(filterWords, mayReview);
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <MenuButton />
        <PageName>Marking</PageName>
        {queue.data && (
          <p aria-live="polite">
            {items.length}
            {queue.hasNextPage && "+"} waiting
          </p>
        )}
      </header>
      <QueueFilterBar
        filters={filters}
        onChange={(changed) => setSearch(searchOf(changed), { replace: true })}
        tutors={tutorsOf(items)}
      />
      {open.error && <InlineProblem error={open.error} />}
      <section className={classes.card} aria-label="Waiting work">
        <Loaded
          query={queue}
          loading="Loading the queue"
          failed="The queue could not be loaded"
          skeleton={<SkeletonRows count={6} height={64} />}
        >
          {() =>
            items.length === 0 ? (
              <NothingWaits
                isFiltered={isFiltered(filters)}
                onShowAll={() => setSearch({}, { replace: true })}
              />
            ) : (
              <HeldList rows={items} keyOf={({ attemptId }) => attemptId} of={filterWords}>
                {(shown) => (
                  <QueueRows
                    items={shown}
                    mayReview={mayReview}
                    opening={open.isPending ? (open.variables?.attemptId ?? null) : null}
                    onOpen={(item) => open.mutate(item)}
                  />
                )}
              </HeldList>
            )
          }
        </Loaded>
        <More query={queue} />
      </section>
    </div>
  );
}

/** Claims the work, which gives it its review, and goes there. */
function useOpenWork(search: string, mayReview: boolean) {
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (item: QueueItem) =>
      mayReview ? (await claim(item.attemptId)).id : (item.reviewId ?? ""),
    onSuccess: (reviewId) => navigate({ pathname: `/dashboard/assessments/${reviewId}`, search }),
  });
}

function NothingWaits({ isFiltered, onShowAll }: { isFiltered: boolean; onShowAll: () => void }) {
  if (!isFiltered) {
    return (
      <EmptyView title="All marked">
        Nothing waits. New work appears here by itself as students hand it in.
      </EmptyView>
    );
  }
  return (
    <EmptyView
      title="Nothing waits here"
      action={
        <Button variant="default" onClick={onShowAll}>
          Show all
        </Button>
      }
    >
      No work fits these filters.
    </EmptyView>
  );
}

function tutorsOf(items: readonly QueueItem[]): Person[] {
  const tutors = items.flatMap(({ tutor }) => (tutor ? [tutor] : []));
  return [...new Map(tutors.map((tutor) => [tutor.id, tutor])).values()];
}
