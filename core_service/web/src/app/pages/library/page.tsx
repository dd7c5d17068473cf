/** The library: the centre's and the franchise's courses, and the search for exercises (UI 16). */
import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { hasPermission } from "~/features/identity/permissions";
import {
  type Course,
  copyCourse,
  coursesQuery,
  createCourse,
  libraryKey,
  searchQuery,
} from "~/features/library/api";
import { TYPE_WORDS } from "~/features/library/forms";
import { CourseRequestLimits } from "~/generated/limits";
import { asProblem } from "~/lib/problem";
import { CourseIcon } from "~/ui/course-icon";
import { FormFrame, FormProblem } from "~/ui/form";
import { StaleLine } from "~/ui/loaded";
import { PageName } from "~/ui/page-name";
import { EmptyView, ErrorView, InlineProblem, LoadingView, SkeletonRows } from "~/ui/state-view";
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
  const { data, error, isPending, dataUpdatedAt, refetch } = useQuery(coursesQuery(mayWrite));
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
      {isPending && (
        <LoadingView label="Loading the library">
          <SkeletonRows count={3} height={96} />
        </LoadingView>
      )}
      {error && !data && (
        <ErrorView
          error={error}
          title="The library could not be loaded"
          onRetry={() => void refetch()}
        />
      )}
      {error && data && <StaleLine since={dataUpdatedAt} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyView title="No courses yet">
          {mayWrite ? "Add the first one below." : "Your centre has no courses yet."}
        </EmptyView>
      )}
      {data && data.length > 0 && (
        <ul className={classes.courses}>
          {data.map((course) => (
            <CourseCard key={course.id} course={course} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      {mayWrite && <NewCourse />}
    </div>
  );
}

function Found({ words }: { words: string }) {
  const [wanted] = useDebouncedValue(words.trim(), 250);
  const { data, error } = useQuery(searchQuery(wanted));
  if (error) return <InlineProblem error={error} />;
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
  return count === 1 ? "1 exercise found" : `${count} exercises found`;
}

function CourseCard({ course, mayWrite }: { course: Course; mayWrite: boolean }) {
  const queries = useQueryClient();
  const copy = useMutation({
    mutationFn: () => copyCourse(course.id, course.name),
    onSuccess: () => queries.invalidateQueries({ queryKey: libraryKey }),
  });
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
          onClick={() => copy.mutate()}
          aria-label={`Duplicate ${course.name} for your centre`}
        >
          Duplicate
        </Button>
      )}
      {copy.error && <InlineProblem error={copy.error} />}
    </li>
  );
}

function NewCourse() {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const [subjectArea, setSubjectArea] = useState("");
  const create = useMutation({
    mutationFn: () => createCourse({ name, subjectArea, isActive: false }),
    onSuccess: () => {
      setName("");
      setSubjectArea("");
      void queries.invalidateQueries({ queryKey: libraryKey });
    },
  });
  const problem = create.error === null ? null : asProblem(create.error);
  const send = () => create.mutate();
  return (
    <FormFrame
      className={classes.newCourse}
      label="New course"
      isSaving={create.isPending}
      error={create.error}
      onSubmit={send}
    >
      <TextInput
        label="New course"
        maxLength={CourseRequestLimits.name.maxLength}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={problem?.fieldError("name")}
      />
      <TextInput
        label="Subject"
        maxLength={CourseRequestLimits.subjectArea.maxLength}
        value={subjectArea}
        onChange={(event) => setSubjectArea(event.currentTarget.value)}
        error={problem?.fieldError("subjectArea")}
      />
      <Button type="submit" loading={create.isPending}>
        Add
      </Button>
      {problem && problem.fieldErrors.length === 0 && (
        <FormProblem error={problem} onRetry={send} />
      )}
    </FormFrame>
  );
}
