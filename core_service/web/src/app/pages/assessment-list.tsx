/** The frame of the assessors' lists: heading, course filter in the address, states, and more on demand. */
import { Button, NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { coursesQuery } from "~/features/assessment/api";
import { StaleLine } from "~/ui/loaded";
import { PageName } from "~/ui/page-name";
import { EmptyView, ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import classes from "~/ui/page.module.css";
import { MenuButton } from "../shell/open-menu";

interface ListState {
  isPending: boolean;
  error: unknown;
  dataUpdatedAt: number;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
}

interface AssessmentListProps {
  title: string;
  list: ListState;
  count: number;
  /** Title and words of the empty list. */
  empty: readonly [string, string];
  filters?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function AssessmentList(props: AssessmentListProps) {
  const { title, list, count, empty } = props;
  const isEmpty = !list.isPending && !list.error && count === 0;
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <MenuButton />
        <PageName>{title}</PageName>
        {props.actions && <div className={classes.actions}>{props.actions}</div>}
      </header>
      <div className={classes.header}>
        <CourseFilter />
        {props.filters}
      </div>
      <section className={classes.card} aria-label={title}>
        {list.isPending && (
          <LoadingView label={`Loading: ${title}`}>
            <SkeletonRows count={5} height={84} />
          </LoadingView>
        )}
        {list.error !== null && count === 0 && (
          <ErrorView error={list.error} title="This could not be loaded" onRetry={list.refetch} />
        )}
        {list.error !== null && count > 0 && (
          <StaleLine since={list.dataUpdatedAt} onRetry={list.refetch} />
        )}
        {isEmpty && <EmptyView title={empty[0]}>{empty[1]}</EmptyView>}
        {count > 0 && <ul>{props.children}</ul>}
        {list.hasNextPage && (
          <Button
            variant="default"
            loading={list.isFetchingNextPage}
            onClick={() => list.fetchNextPage()}
          >
            Show more
          </Button>
        )}
      </section>
    </div>
  );
}

/** The course in the address, or all. */
export function useCourseFilter(): string | null {
  const [search] = useSearchParams();
  return search.get("course");
}

function CourseFilter() {
  const [search, setSearch] = useSearchParams();
  const { data: courses = [] } = useQuery(coursesQuery);
  const choose = (courseId: string) => {
    const changed = new URLSearchParams(search);
    if (courseId) changed.set("course", courseId);
    else changed.delete("course");
    setSearch(changed, { replace: true });
  };
  return (
    <NativeSelect
      aria-label="Course"
      value={search.get("course") ?? ""}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[
        { value: "", label: "All courses" },
        ...courses.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
