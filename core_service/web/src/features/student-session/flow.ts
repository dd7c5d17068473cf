/** Which one thing a student's screen shows: a pure decision over the core's view and the student's own choices. */
import type { NextContent, SessionStatus, StudentView } from "~/lib/contract";

/** An attempt that is not handed in. */
export interface OpenWork {
  id: string;
  exerciseId: string;
  enrollmentId: string | null;
}

/** What the student chose on this device; everything else comes from the core. */
export interface Choices {
  /** The course they switched to. */
  enrollmentId: string | null;
  /** Handed in just now: its result stays until they go on. */
  finishedAttemptId: string | null;
  /** Started or gone on with on this device; it may be older than the newest open one, which is the core's guess. */
  opened: OpenWork | null;
  /** Handed in, or left for something that the tutor chose: an older view may still have them open. */
  leftAttemptIds: readonly string[];
  /** Picked from what was also assigned. */
  picked: { kind: "EXERCISE" | "LESSON"; id: string; assignmentId: string } | null;
}

export const NO_CHOICES: Choices = {
  enrollmentId: null,
  finishedAttemptId: null,
  opened: null,
  leftAttemptIds: [],
  picked: null,
};

export type StudentEnrollment = StudentView["enrollments"][number];

export type Step =
  | { kind: "ended"; isCancelled: boolean }
  | { kind: "waiting" }
  | { kind: "result"; attemptId: string }
  | { kind: "attempt"; attemptId: string }
  | { kind: "placement" }
  | { kind: "lesson"; lessonId: string; assignmentId: string | null }
  | { kind: "exercise"; exerciseId: string; next: NextContent | null }
  | { kind: "nothing"; next: NextContent | null };

/** The course on the screen: chosen, else that of the open attempt, else the first with something to do. */
export function enrollmentOf(view: StudentView, choices: Choices): StudentEnrollment | null {
  const wanted = choices.enrollmentId ?? openWork(view, choices)?.enrollmentId;
  return (
    view.enrollments.find(({ id }) => id === wanted) ??
    view.enrollments.find(({ next }) => next !== null && next.kind !== "NOTHING") ??
    view.enrollments[0] ??
    null
  );
}

export function stepOf(view: StudentView, status: SessionStatus, choices: Choices): Step {
  if (choices.finishedAttemptId !== null) {
    return { kind: "result", attemptId: choices.finishedAttemptId };
  }
  if (status === "COMPLETED" || status === "CANCELLED") {
    return { kind: "ended", isCancelled: status === "CANCELLED" };
  }
  if (status === "SCHEDULED") return { kind: "waiting" };
  return workStep(view, choices);
}

function workStep(view: StudentView, choices: Choices): Step {
  const enrollment = enrollmentOf(view, choices);
  const work = openWork(view, choices);
  if (work && belongsTo(work, enrollment)) return { kind: "attempt", attemptId: work.id };
  if (choices.picked) return pickedStep(choices.picked);
  if (enrollment?.problem === "needs_placement") return { kind: "placement" };
  return nextStep(enrollment?.next ?? null);
}

/** What the student works on: what they opened here, else what the core has open for them. */
export function openWork(view: StudentView, choices: Choices): OpenWork | null {
  if (choices.opened) return choices.opened;
  const { attempt } = view;
  return attempt && !choices.leftAttemptIds.includes(attempt.id) ? attempt : null;
}

function belongsTo({ enrollmentId }: OpenWork, enrollment: StudentEnrollment | null): boolean {
  return enrollmentId === null || enrollmentId === enrollment?.id;
}

function pickedStep({ kind, id, assignmentId }: NonNullable<Choices["picked"]>): Step {
  return kind === "EXERCISE"
    ? { kind: "exercise", exerciseId: id, next: null }
    : { kind: "lesson", lessonId: id, assignmentId };
}

function nextStep(next: NextContent | null): Step {
  if (next?.kind === "EXERCISE" && next.exercise) {
    return { kind: "exercise", exerciseId: next.exercise.id, next };
  }
  if (next?.kind === "LESSON" && next.lesson) {
    return { kind: "lesson", lessonId: next.lesson.id, assignmentId: next.assignmentId };
  }
  return { kind: "nothing", next };
}

/** What the tutor chose while another exercise is open: it waits for the question's end (UI 6). */
export function chosenMeanwhile(view: StudentView, choices: Choices): NextContent | null {
  const next = enrollmentOf(view, choices)?.next ?? null;
  const work = openWork(view, choices);
  if (work === null || next?.source !== "TUTOR_OVERRIDE") return null;
  const isOpen = next.kind === "EXERCISE" && next.exercise?.id === work.exerciseId;
  return isOpen || next.kind === "NOTHING" ? null : next;
}
