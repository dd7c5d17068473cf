/** Where a student is in each subject: level, unit, and what comes next. */
import { useQueries, useQuery } from "@tanstack/react-query";
import { whyNext } from "~/features/student-session/words";
import { nextContentQuery } from "~/features/work/api";
import type { CourseRef, NextContent } from "~/lib/contract";
import { coursesQuery } from "~/lib/courses";
import { useAgeTier } from "~/ui/age-tier";
import { CourseIcon, shortCourseName } from "~/ui/course-icon";
import { ReadToYoungest } from "~/ui/read-to-youngest";
import { speakable } from "~/ui/spoken-math";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import classes from "./subjects.module.css";

export function Subjects({ studentId }: { studentId: string }) {
  const isEarly = useAgeTier() === "EARLY";
  const { data: courses, error, refetch } = useQuery(coursesQuery);
  const answers = useQueries({
    queries: (courses ?? []).map(({ id }) => nextContentQuery(studentId, id)),
  });
  const failed = error ?? answers.find((each) => each.error)?.error;
  const known = (courses ?? []).flatMap((course, place) => {
    const next = answers[place]?.data;
    return next ? [{ course, next }] : [];
  });
  // Where one has no level one may be placed; where others are known, that is a course which one does not take.
  const placed = known.filter(({ next }) => levelOf(next) !== null);
  const learnt = placed.length > 0 ? placed : known;
  if (failed && known.length === 0) {
    return (
      <ErrorView
        error={failed}
        title="Your subjects could not be loaded"
        onRetry={() => {
          void refetch();
          answers.forEach((each) => void each.refetch());
        }}
      />
    );
  }
  if (!courses || (known.length === 0 && answers.some((each) => each.isPending))) {
    return (
      <LoadingView label="Loading your subjects">
        <SkeletonRows count={1} height={182} />
      </LoadingView>
    );
  }
  return (
    <section aria-label="Your subjects" className={classes.subjects}>
      {known.length === 0 && (
        <p className={classes.none}>
          You have no levels yet. They appear here when your centre has found them.
        </p>
      )}
      {learnt.slice(0, isEarly ? 1 : learnt.length).map(({ course, next }) => (
        <Subject key={course.id} course={course} next={next} />
      ))}
    </section>
  );
}

function Subject({ course, next }: { course: CourseRef; next: NextContent }) {
  const what = next.exercise?.title ?? next.lesson?.title ?? null;
  return (
    <article className={classes.subject}>
      <header>
        <span className={classes.icon}>
          <CourseIcon subject={course.name} size={26} />
        </span>
        <h2>{shortCourseName(course.name)}</h2>
        {levelOf(next) !== null && <span className={classes.level}>Level {levelOf(next)}</span>}
      </header>
      {next.position && <Steps index={next.position.index} of={next.position.of} />}
      <div className={classes.now}>
        <p>
          {what && (
            <>
              Now: <strong>{next.unit?.title ?? what}</strong>
              <br />
            </>
          )}
          {what && next.unit ? `Next: ${what}` : whyNext(next)}
        </p>
        <ReadToYoungest text={speakable(what ?? whyNext(next))} />
      </div>
    </article>
  );
}

function levelOf({ level }: NextContent): number | null {
  return typeof level === "object" ? (level?.level ?? null) : level;
}

/** The exercises of the lesson: done, begun or next, to come. */
function Steps({ index, of }: { index: number; of: number }) {
  return (
    <div className={classes.steps} role="img" aria-label={`Exercise ${index} of ${of}`}>
      {Array.from({ length: of }, (_, place) => (
        <i
          key={place}
          data-at={place + 1 < index ? "done" : place + 1 === index ? "now" : "ahead"}
        />
      ))}
    </div>
  );
}
