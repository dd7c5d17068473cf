/** The editor of what is open in the tree, and for an exercise its preview, Try it and Assign. */
import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { hasPermission } from "~/features/identity/permissions";
import {
  type Course,
  exerciseQuery,
  lessonQuery,
  type PartKind,
  rubricForQuery,
  unitQuery,
} from "~/features/library/api";
import { ExerciseEditor } from "~/features/library/components/exercise-editor";
import { LessonEditor } from "~/features/library/components/lesson-editor";
import { UnitEditor } from "~/features/library/components/unit-editor";
import type { ExerciseForm } from "~/features/library/forms";
import type { Exercise } from "~/lib/contract";
import type { Tagged } from "~/lib/tagged";
import { StaleLine } from "~/ui/loaded";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { useMe } from "../../signed-in";
import { AssignFromLibrary } from "./assign-from-library";
import { ExercisePreview } from "./exercise-preview";
import classes from "./library.module.css";

interface OpenPartProps {
  kind: PartKind;
  id: string;
  course: Course;
  level: number;
  isReadOnly: boolean;
}

export function OpenPart(props: OpenPartProps) {
  switch (props.kind) {
    case "unit":
      return <OpenUnit {...props} />;
    case "lesson":
      return <OpenLesson {...props} />;
    case "exercise":
      return <OpenExercise {...props} />;
  }
}

/** Read once when it is opened: what is typed is never replaced under the author. */
const ONCE = { refetchOnWindowFocus: false, refetchOnReconnect: false } as const;

function OpenUnit({ id, isReadOnly }: OpenPartProps) {
  const { user } = useMe();
  return (
    <Opened query={useQuery({ ...unitQuery(id), ...ONCE })}>
      {(loaded) => <UnitEditor loaded={loaded} userId={user.id} isReadOnly={isReadOnly} />}
    </Opened>
  );
}

function OpenLesson({ id, isReadOnly }: OpenPartProps) {
  const { user } = useMe();
  return (
    <Opened query={useQuery({ ...lessonQuery(id), ...ONCE })}>
      {(loaded) => <LessonEditor loaded={loaded} userId={user.id} isReadOnly={isReadOnly} />}
    </Opened>
  );
}

function OpenExercise(props: OpenPartProps) {
  return (
    <Opened query={useQuery({ ...exerciseQuery(props.id), ...ONCE })}>
      {(loaded) => <LoadedExercise {...props} loaded={loaded} />}
    </Opened>
  );
}

interface OpenedProps<T> {
  query: UseQueryResult<T>;
  children: (loaded: T) => ReactNode;
}

/** What is written stays where it is, also when reading it anew has failed. */
function Opened<T>({ query, children }: OpenedProps<T>) {
  const { data, error, isFetchedAfterMount, dataUpdatedAt, refetch } = query;
  const retry = () => void refetch();
  if (data !== undefined && isFetchedAfterMount) {
    return (
      <>
        {error && <StaleLine since={dataUpdatedAt} onRetry={retry} />}
        {children(data)}
      </>
    );
  }
  if (error) return <ErrorView error={error} title="It could not be opened" onRetry={retry} />;
  return (
    <LoadingView label="Opening">
      <SkeletonRows count={4} height={90} />
    </LoadingView>
  );
}

function LoadedExercise(props: OpenPartProps & { loaded: Tagged<Exercise> }) {
  const me = useMe();
  const { loaded, course, level, isReadOnly } = props;
  const { stored } = loaded;
  return (
    <ExerciseEditor
      loaded={loaded}
      userId={me.user.id}
      isReadOnly={isReadOnly}
      tools={(form) => (
        <div className={classes.tools}>
          <ExercisePreview exercise={stored} form={form} />
          {hasPermission(me, "SESSION_CONDUCT") && stored.isActive && (
            <AssignFromLibrary exerciseId={stored.id} title={stored.title} courseId={course.id} />
          )}
          <RubricLine courseId={course.id} level={level} form={form} />
        </div>
      )}
    />
  );
}

const BY_A_PERSON = new Set(["SHORT_ANSWER", "LONG_ANSWER", "WORKSHEET"]);

/** By which rubric a person marks it. */
function RubricLine(props: { courseId: string; level: number; form: ExerciseForm }) {
  const { courseId, level, form } = props;
  const mayRead = hasPermission(useMe(), "RUBRIC_MANAGE");
  const isMarked = BY_A_PERSON.has(form.exerciseType);
  const { data } = useQuery({
    ...rubricForQuery(courseId, level, form.exerciseType),
    enabled: mayRead && isMarked,
  });
  if (!isMarked || data === undefined) return null;
  return (
    <p>
      {data === null
        ? "Marked without a rubric: one number."
        : `Marked by the rubric “${data.name}”.`}
    </p>
  );
}
