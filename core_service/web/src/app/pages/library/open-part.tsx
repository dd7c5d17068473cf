/** The editor of what is open in the tree, and for an exercise its preview, Try it and Assign. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
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
import { type AuthoredExercise, type ExerciseForm, formOf } from "~/features/library/forms";
import type { Tagged } from "~/lib/tagged";
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
  const { data, error, isFetchedAfterMount, refetch } = useQuery({ ...unitQuery(id), ...ONCE });
  const { user } = useMe();
  if (error) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!data || !isFetchedAfterMount) return <Loading />;
  return <UnitEditor loaded={data} userId={user.id} isReadOnly={isReadOnly} />;
}

function OpenLesson({ id, isReadOnly }: OpenPartProps) {
  const { data, error, isFetchedAfterMount, refetch } = useQuery({ ...lessonQuery(id), ...ONCE });
  const { user } = useMe();
  if (error) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!data || !isFetchedAfterMount) return <Loading />;
  return <LessonEditor loaded={data} userId={user.id} isReadOnly={isReadOnly} />;
}

function OpenExercise(props: OpenPartProps) {
  const { data, error, isFetchedAfterMount, refetch } = useQuery({
    ...exerciseQuery(props.id),
    ...ONCE,
  });
  if (error) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!data || !isFetchedAfterMount) return <Loading />;
  return <LoadedExercise {...props} loaded={data} />;
}

function LoadedExercise(props: OpenPartProps & { loaded: Tagged<AuthoredExercise> }) {
  const me = useMe();
  const { loaded, course, level, isReadOnly } = props;
  const [form, setForm] = useState<ExerciseForm>(() => formOf(loaded.stored));
  return (
    <>
      <div className={classes.tools}>
        <ExercisePreview exercise={loaded.stored} form={form} />
        {hasPermission(me, "SESSION_CONDUCT") && loaded.stored.isActive && (
          <AssignFromLibrary
            exerciseId={loaded.stored.id}
            title={loaded.stored.title}
            courseId={course.id}
          />
        )}
        <RubricLine courseId={course.id} level={level} form={form} />
      </div>
      <ExerciseEditor
        loaded={loaded}
        userId={me.user.id}
        isReadOnly={isReadOnly}
        onForm={setForm}
      />
    </>
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

function Loading() {
  return (
    <LoadingView label="Opening">
      <SkeletonRows count={4} height={90} />
    </LoadingView>
  );
}
