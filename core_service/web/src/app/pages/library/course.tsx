/** A course in the library: the tree of a level beside the editor of what is open (UI 16). */
import { NativeSelect, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams, useSearchParams } from "react-router";
import { hasPermission, hasRole } from "~/features/identity/permissions";
import {
  changeCourse,
  type Course as StoredCourse,
  courseLevelsQuery,
  courseQuery,
  libraryKey,
  outlineQuery,
  type PartKind,
} from "~/features/library/api";
import { LibraryTree } from "~/features/library/components/library-tree";
import type { Me } from "~/lib/contract";
import { FormProblem } from "~/ui/form";
import { Loaded } from "~/ui/loaded";
import { PageName } from "~/ui/page-name";
import { EmptyView, SkeletonRows } from "~/ui/state-view";
import frame from "~/ui/page.module.css";
import { MenuButton } from "../../shell/open-menu";
import { useMe } from "../../signed-in";
import classes from "./library.module.css";
import { OpenPart } from "./open-part";
import { ReadsLibrary } from "./reads-library";
import { useTreeActs } from "./use-tree-acts";

export function Component() {
  return (
    <ReadsLibrary>
      <LoadedCourse />
    </ReadsLibrary>
  );
}

function LoadedCourse() {
  const { courseId = "" } = useParams();
  return (
    <Loaded
      heading="h1"
      query={useQuery(courseQuery(courseId))}
      loading="Opening the course"
      failed="The course could not be opened"
    >
      {(course) => <Course key={courseId} course={course} />}
    </Loaded>
  );
}

function mayWriteTo(me: Me, course: StoredCourse): boolean {
  if (course.centreId === null) return hasRole(me, "SUPER_ADMIN");
  return hasPermission(me, "CENTRE_MANAGE");
}

function Course({ course }: { course: StoredCourse }) {
  const mayWrite = mayWriteTo(useMe(), course);
  const [search, setSearch] = useSearchParams();
  const levels = useQuery(courseLevelsQuery(course.id));
  const first = levels.data?.find(({ unitCount }) => unitCount > 0) ?? levels.data?.[0];
  const level = Number(search.get("level")) || (first?.level ?? 1);
  const opened = openedIn(search);
  const show = (kind: PartKind, id: string) =>
    setSearch({ level: String(level), [kind]: id }, { replace: opened === null });
  return (
    <div className={frame.page}>
      <header className={frame.header}>
        <MenuButton />
        <PageName window={`${course.name}, Library`}>
          <Link to="/dashboard/library">Library</Link> / {course.name}
        </PageName>
        <NativeSelect
          aria-label="Level"
          value={String(level)}
          onChange={(event) => setSearch({ level: event.currentTarget.value })}
          data={(levels.data ?? []).map((each) => ({
            value: String(each.level),
            label: `${each.label} (${each.exerciseCount})`,
          }))}
        />
        {mayWrite && <InUse course={course} />}
        {!mayWrite && course.centreId === null && <p>For all centres: read, try, duplicate.</p>}
      </header>
      <div className={classes.course}>
        <section className={`${frame.card} ${classes.side}`} aria-label="Content of the level">
          <Loaded query={levels} loading="Loading the levels" failed="Levels could not be loaded">
            {() => (
              <Content
                key={level}
                course={course}
                level={level}
                openId={opened?.id ?? null}
                mayWrite={mayWrite}
                onOpen={show}
              />
            )}
          </Loaded>
        </section>
        <section className={classes.work} aria-label="What is open">
          {opened === null ? (
            <EmptyView title="Nothing is open yet">
              Units, lessons and exercises open here
              {mayWrite ? ", to be changed, tried and published." : ", to be read and tried."}
            </EmptyView>
          ) : (
            <OpenPart
              key={opened.id}
              kind={opened.kind}
              id={opened.id}
              course={course}
              level={level}
              isReadOnly={!mayWrite}
            />
          )}
        </section>
      </div>
    </div>
  );
}

interface ContentProps {
  course: StoredCourse;
  level: number;
  openId: string | null;
  mayWrite: boolean;
  onOpen: (kind: PartKind, id: string) => void;
}

/** The tree of a level. */
function Content({ course, level, openId, mayWrite, onOpen }: ContentProps) {
  const outline = useQuery(outlineQuery(course.id, level, mayWrite));
  const { acts, problem, tryAgain } = useTreeActs(course.id, level, onOpen);
  return (
    <>
      {problem !== null && <FormProblem error={problem} onRetry={tryAgain} />}
      <Loaded
        query={outline}
        loading="Loading the content"
        failed="The content could not be loaded"
        skeleton={<SkeletonRows count={8} height={36} />}
      >
        {({ units }) => (
          <>
            {units.length === 0 && !mayWrite && (
              <EmptyView title="Nothing at this level">Choose another level above.</EmptyView>
            )}
            <LibraryTree
              units={units}
              openId={openId}
              courseId={course.id}
              acts={mayWrite ? acts : null}
              onOpen={(place) => onOpen(place.kind, place.id)}
            />
          </>
        )}
      </Loaded>
    </>
  );
}

const KINDS: readonly PartKind[] = ["exercise", "lesson", "unit"];

function openedIn(search: URLSearchParams): { kind: PartKind; id: string } | null {
  for (const kind of KINDS) {
    const id = search.get(kind);
    if (id !== null) return { kind, id };
  }
  return null;
}

function InUse({ course }: { course: StoredCourse }) {
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (isActive: boolean) => changeCourse(course.id, { isActive }),
    onSuccess: () => queries.invalidateQueries({ queryKey: libraryKey }),
  });
  return (
    <>
      <Switch
        label="In use"
        checked={course.isActive}
        disabled={change.isPending}
        onChange={(event) => change.mutate(event.currentTarget.checked)}
      />
      {change.error && (
        <FormProblem error={change.error} onRetry={() => change.mutate(change.variables)} />
      )}
    </>
  );
}
