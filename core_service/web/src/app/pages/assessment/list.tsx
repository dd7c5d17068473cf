/** The frame of the assessors' lists: heading, course filter in the address, states, and more on demand. */
import { NativeSelect } from "@mantine/core";
import { type InfiniteData, useQuery, type UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import type { Page } from "~/lib/contract";
import { coursesQuery } from "~/lib/courses";
import { HeldList } from "~/ui/held-list";
import { Loaded } from "~/ui/loaded";
import { More } from "~/ui/more-of";
import { PageName } from "~/ui/page-name";
import { EmptyView, SkeletonRows } from "~/ui/state-view";
import classes from "~/ui/page.module.css";
import { MenuButton } from "../../shell/open-menu";

interface AssessmentListProps<Item> {
  title: string;
  list: UseInfiniteQueryResult<InfiniteData<Page<Item>>>;
  keyOf: (item: Item) => string;
  /** The filters, beside the course. */
  of?: string;
  /** Title and words of the empty list. */
  empty: readonly [string, string];
  filters?: ReactNode;
  actions?: ReactNode;
  children: (item: Item) => ReactNode;
}

export function AssessmentList<Item>(props: AssessmentListProps<Item>) {
  const { title, list, keyOf, of = "", empty } = props;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const courseId = useCourseFilter();
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
        <Loaded
          query={list}
          loading={`Loading: ${title}`}
          failed="This could not be loaded"
          skeleton={<SkeletonRows count={5} height={84} />}
        >
          {() =>
            items.length === 0 ? (
              <EmptyView title={empty[0]}>{empty[1]}</EmptyView>
            ) : (
              <HeldList rows={items} keyOf={keyOf} of={`${courseId} ${of}`}>
                {(shown) => <ul>{shown.map(props.children)}</ul>}
              </HeldList>
            )
          }
        </Loaded>
        <More query={list} />
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
    setSearch(changed);
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
