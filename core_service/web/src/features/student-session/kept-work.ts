/** A student's view as it will be once the core has what waits on this device: how one goes on without a network. */
import type { Attempt, NextContent, StudentView } from "~/lib/contract";
import type { StudentEnrollment } from "./flow";

/** What was done here and is not with the core yet. */
export interface KeptWork {
  /** Exercises that are handed in. */
  handedIn: ReadonlySet<string>;
  /** Lessons that are read. */
  read: ReadonlySet<string>;
  /** The newest attempt that was begun here. */
  begun: Attempt | null;
}

/** By course: what comes next and what follows it, as the core told it in advance. */
export type Ahead = Readonly<Record<string, readonly NextContent[] | undefined>>;

export function viewWithKept(view: StudentView, ahead: Ahead, kept: KeptWork): StudentView {
  return {
    ...view,
    attempt: kept.begun ?? view.attempt,
    enrollments: view.enrollments.map((each) => ({ ...each, next: nextOf(each, ahead, kept) })),
  };
}

function nextOf({ next, course }: StudentEnrollment, ahead: Ahead, kept: KeptWork) {
  if (next === null || !isDone(next, kept)) return next;
  const following = ahead[course.id] ?? [];
  return following.find((item) => !isDone(item, kept) && mayBeginAlone(item)) ?? null;
}

function isDone({ exercise, lesson }: NextContent, { handedIn, read }: KeptWork): boolean {
  if (exercise) return handedIn.has(exercise.id);
  return lesson !== null && read.has(lesson.id);
}

/** A time limit runs by the core's clock alone. */
export function mayBeginAlone({ exercise }: Pick<NextContent, "exercise">): boolean {
  return !exercise?.timeLimit;
}
