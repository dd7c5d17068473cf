/** What waits on this device for the core, and what is known in advance for while it cannot be reached (issue 5.3). */
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { aheadQuery, lessonQuery } from "~/features/student-session/api";
import { viewWithKept } from "~/features/student-session/kept-work";
import { isRead } from "~/features/student-session/read-act";
import { exerciseQuery } from "~/features/work/api";
import { attemptBegun, isBegin } from "~/features/work/begin-act";
import { isHandIn } from "~/features/work/hand-in-act";
import type { NextContent, StudentView } from "~/lib/contract";
import type { Act } from "~/lib/outbox";
import { useOutbox, useOutboxState } from "~/lib/use-outbox";

const HELD_MS = 10 * 60_000;

/** The view with what was done here meanwhile. */
export function useViewWithKept(view: StudentView, refresh: () => Promise<void>): StudentView {
  const acts = useDelayedActs(refresh);
  const ahead = useAhead(view);
  return useMemo(() => {
    const begun = acts.filter(isBegin).at(-1);
    return viewWithKept(view, ahead, {
      handedIn: new Set(acts.filter(isHandIn).map(({ body }) => body.exerciseId)),
      read: new Set(acts.filter(isRead).map(({ body }) => body.lessonId)),
      begun: begun ? attemptBegun(begun) : null,
    });
  }, [view, ahead, acts]);
}

/** Acts that could not be sent at once, until a view is here that has them. */
function useDelayedActs(refresh: () => Promise<void>): readonly Act[] {
  const outbox = useOutbox();
  const { waiting, isReachable } = useOutboxState();
  const [delayed, setDelayed] = useState<ReadonlySet<string>>(new Set());
  const [settling, setSettling] = useState<readonly Act[]>([]);
  const isNew = ({ id }: Act) => !delayed.has(id);
  if (!isReachable && waiting.some(isNew)) {
    setDelayed(new Set([...delayed, ...waiting.map(({ id }) => id)]));
  }
  useEffect(
    () =>
      outbox.onDone((act) => {
        if (!isBegin(act)) setSettling((acts) => [...acts, act]);
        void refresh().finally(() => setSettling((acts) => acts.filter(({ id }) => id !== act.id)));
      }),
    [outbox, refresh],
  );
  return useMemo(
    () => [...settling, ...waiting].filter(({ id }) => delayed.has(id)),
    [settling, waiting, delayed],
  );
}

/** Asked for anew whenever something else comes next; exercises and lessons are kept with it, one after another. */
function useAhead(view: StudentView): Record<string, readonly NextContent[]> {
  const queries = useQueryClient();
  const known = useQueries({
    queries: view.enrollments.map(({ course, next }) => ({
      ...aheadQuery(view.session.id, course.id, idOf(next)),
      enabled: next !== null && view.session.status === "IN_PROGRESS",
    })),
    combine: (results) => results.map(({ data }) => data),
  });
  useEffect(() => {
    let isHere = true;
    const keepAll = async () => {
      for (const { exercise, lesson } of known.flatMap((items) => items ?? [])) {
        if (!isHere) return;
        if (exercise) {
          await queries.prefetchQuery({ ...exerciseQuery(exercise.id), staleTime: HELD_MS });
        }
        if (lesson) await queries.prefetchQuery(lessonQuery(lesson.id));
      }
    };
    void keepAll();
    return () => {
      isHere = false;
    };
  }, [known, queries]);
  return useMemo(() => {
    const courses = view.enrollments.map(({ course }, index) => [course.id, known[index] ?? []]);
    return Object.fromEntries(courses) as Record<string, readonly NextContent[]>;
  }, [view.enrollments, known]);
}

function idOf(next: NextContent | null): string {
  return next?.exercise?.id ?? next?.lesson?.id ?? "nothing";
}
