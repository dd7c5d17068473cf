/** The library: the centre's and the franchise's courses, and the search for exercises (UI 16). */
import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearchParams } from "react-router";
import { hasPermission } from "~/features/identity/permissions";
import {
  type Course,
  copyCourse,
  coursesQuery,
  libraryKey,
  searchQuery,
} from "~/features/library/api";
import { NewCourse } from "~/features/library/components/new-course";
import { TYPE_WORDS } from "~/features/library/forms";
import { useOnceAct } from "~/lib/use-once-act";
import { counted } from "~/lib/wording";
import { CourseIcon } from "~/ui/course-icon";
import { FormProblem } from "~/ui/form";
import { Loaded } from "~/ui/loaded";
import { PageName } from "~/ui/page-name";
import { EmptyView, InlineProblem, SkeletonRows } from "~/ui/state-view";
import frame from "~/ui/page.module.css";
import { MenuButton } from "../../shell/open-menu";
import { useMe } from "../../signed-in";
import classes from "./library.module.css";
import { ReadsLibrary } from "./reads-library";

export function Component() {
  return (
    <ReadsLibrary>
      <Library />
    </ReadsLibrary>
  );
}

function Library() {
  const mayWrite = hasPermission(useMe(), "CENTRE_MANAGE");
  const [search, setSearch] = useSearchParams();
  const words = search.get("q") ?? "";
  const courses = useQuery(coursesQuery(mayWrite));
  const setWords = (q: string) => setSearch(q ? { q } : {}, { replace: true });
  return (
    <div className={frame.page}>
      <header className={frame.header}>
        <MenuButton />
        <PageName>Library</PageName>
        <TextInput
          aria-label="Search for an exercise"
          placeholder="Search for an exercise"
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </header>
      {words.trim().length > 1 && <Found words={words} />}
      <Loaded
        query={courses}
        loading="Loading the library"
        failed="The library could not be loaded"
        skeleton={<SkeletonRows count={3} height={96} />}
      >
        {(list) =>
          list.length === 0 ? (
            <EmptyView title="No courses yet">
              {mayWrite
                ? "Add the first one below."
                : "Your centre has no courses yet. Those who run it add them here."}
            </EmptyView>
          ) : (
            <ul className={classes.courses}>
              {list.map((course) => (
                <CourseCard key={course.id} course={course} mayWrite={mayWrite} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {mayWrite && <NewCourse />}
    </div>
  );
}

function Found({ words }: { words: string }) {
  const [wanted] = useDebouncedValue(words.trim(), 250);
  const { data, error, refetch } = useQuery(searchQuery(wanted));
  if (error) return <InlineProblem error={error} onRetry={() => void refetch()} />;
  if (!data) return null;
  return (
    <section className={frame.card} aria-label="Exercises found">
      <p role="status" className={data.length > 0 ? "visually-hidden" : undefined}>
        {foundWords(data.length, wanted)}
      </p>
      <ul className={classes.found}>
        {data.map((each) => (
          <li key={each.id}>
            <Link
              to={`/dashboard/library/${each.courseId}?level=${each.level}&exercise=${each.id}`}
            >
              {each.title}
            </Link>{" "}
            <small>
              {TYPE_WORDS[each.exerciseType]}, level {each.level}, {each.unitTitle}
            </small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function foundWords(count: number, wanted: string): string {
  if (count === 0) return `No exercise is called “${wanted}”.`;
  return counted(count, "exercise found", "exercises found");
}

function CourseCard({ course, mayWrite }: { course: Course; mayWrite: boolean }) {
  const copy = useOnceAct(copyCourse, libraryKey);
  const duplicate = () => copy.mutate({ id: course.id, name: course.name });
  return (
    <li className={frame.card}>
      <h2>
        <CourseIcon subject={course.subjectArea} size={20} />{" "}
        <Link to={`/dashboard/library/${course.id}`}>{course.name}</Link>
      </h2>
      <p>{course.description}</p>
      <small>
        {course.centreId === null ? "For all centres" : "Your centre's own"}
        {!course.isActive && ", not in use"}
      </small>
      {mayWrite && (
        <Button
          variant="default"
          loading={copy.isPending}
          onClick={duplicate}
          aria-label={`Duplicate ${course.name} for your centre`}
        >
          Duplicate
        </Button>
      )}
      {copy.error && <FormProblem error={copy.error} onRetry={duplicate} />}
    </li>
  );
}
