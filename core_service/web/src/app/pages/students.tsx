/** Students by name, narrowed by class, course and level; those who manage them add new ones here (UI 9). */
import { Button, Modal } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { classesQuery } from "~/features/classes/api";
import { hasPermission } from "~/features/identity/permissions";
import { type StudentFilters as Filters, studentsQuery } from "~/features/students/api";
import { AddStudent } from "~/features/students/components/add-student";
import { StudentFilters } from "~/features/students/components/student-filters";
import { StudentTable } from "~/features/students/components/student-table";
import type { Me } from "~/lib/contract";
import { coursesQuery } from "~/lib/courses";
import { Loaded } from "~/ui/loaded";
import { More } from "~/ui/more-of";
import { Card, Page } from "~/ui/page";
import { EmptyView, ForbiddenView, SkeletonRows } from "~/ui/state-view";
import { MenuButton } from "../shell/open-menu";
import { useMe } from "../signed-in";

export function Component() {
  const me = useMe();
  return mayRead(me) ? (
    <Students me={me} />
  ) : (
    <ForbiddenView heading="h1" needs="SESSION_VIEW_STUDENTS" />
  );
}

function mayRead(me: Me): boolean {
  return (["SESSION_VIEW_STUDENTS", "STUDENT_MANAGE", "ASSESSMENT_QUEUE_VIEW"] as const).some(
    (permission) => hasPermission(me, permission),
  );
}

/** The filters as the address carries them. */
function useFilters(): [Filters, (change: Partial<Filters>) => void] {
  const [search, setSearch] = useSearchParams();
  const level = Number(search.get("level"));
  const filters: Filters = {
    search: search.get("search"),
    cohortId: search.get("class"),
    courseId: search.get("course"),
    level: level > 0 ? level : null,
    centreId: search.get("centre"),
    isActive: search.get("show") !== "left",
  };
  const change = (part: Partial<Filters>) => {
    const next = { ...filters, ...part };
    const named = {
      search: next.search,
      class: next.cohortId,
      course: next.courseId,
      level: next.level === null ? null : String(next.level),
      centre: next.centreId,
      show: next.isActive ? null : "left",
    };
    const given = Object.entries(named).filter(([, value]) => value !== null);
    setSearch(given as [string, string][], { replace: true });
  };
  return [filters, change];
}

function Students({ me }: { me: Me }) {
  const navigate = useNavigate();
  const [isAdding, setAdding] = useState(false);
  const [filters, change] = useFilters();
  const courses = useQuery(coursesQuery);
  const cohorts = useQuery(classesQuery);
  const close = () => setAdding(false);
  return (
    <Page
      title="Students"
      lead={<MenuButton />}
      actions={
        hasPermission(me, "STUDENT_MANAGE") && (
          <Button onClick={() => setAdding(true)}>Add a student</Button>
        )
      }
    >
      <StudentFilters
        filters={filters}
        onChange={change}
        courses={courses.data ?? []}
        cohorts={cohorts.data ?? []}
        centres={me.centres}
      />
      <Card title={filters.isActive ? "Here now" : "Have left"}>
        <List filters={filters} onClear={() => void navigate("/dashboard/students")} />
      </Card>
      <Modal opened={isAdding} onClose={close} title="Add a student">
        {isAdding && (
          <AddStudent
            centres={me.centres}
            onAdded={(id) => void navigate(`/dashboard/students/${id}`)}
            onClose={close}
          />
        )}
      </Modal>
    </Page>
  );
}

function List({ filters, onClear }: { filters: Filters; onClear: () => void }) {
  const query = useInfiniteQuery(studentsQuery(filters));
  const isNarrowed = [filters.search, filters.cohortId, filters.courseId, filters.level].some(
    Boolean,
  );
  return (
    <>
      <Loaded
        query={query}
        loading="Loading the students"
        failed="The students could not be loaded"
        skeleton={<SkeletonRows count={5} />}
      >
        {({ pages }) => {
          const students = pages.flatMap(({ items }) => items);
          if (students.length > 0) return <StudentTable students={students} />;
          return isNarrowed ? (
            <EmptyView
              title="Nobody like this"
              action={<Button onClick={onClear}>Show everybody</Button>}
            >
              No student fits all that is asked for above.
            </EmptyView>
          ) : (
            <EmptyView title="No students yet">
              Students appear here once they are added or booked into your sessions.
            </EmptyView>
          );
        }}
      </Loaded>
      <More query={query} />
    </>
  );
}
