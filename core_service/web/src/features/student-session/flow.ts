/** Which one thing a student's screen shows: a pure decision over the core's view and the student's own choices. */
import type { NextContent, SessionStatus, StudentView } from "~/lib/contract";

/** What the student chose on this device; everything else comes from the core. */
export interface Choices {
  /** The course they switched to. */
  enrollmentId: string | null;
  /** Handed in just now: its result stays until they go on. */
  finishedAttemptId: string | null;
  /** Left for something that the tutor chose. */
  leftAttemptId: string | null;
  /** Picked from what was also assigned. */
  picked: { kind: "EXERCISE" | "LESSON"; id: string; assignmentId: string } | null;
}

export const NO_CHOICES: Choices = {
  enrollmentId: null,
  finishedAttemptId: null,
  leftAttemptId: null,
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
  const wanted = choices.enrollmentId ?? view.attempt?.enrollmentId;
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
  const { attempt } = view;
  if (attempt && attempt.id !== choices.leftAttemptId && belongsTo(attempt, enrollment)) {
    return { kind: "attempt", attemptId: attempt.id };
  }
  if (choices.picked) return pickedStep(choices.picked);
  if (enrollment?.problem === "needs_placement") return { kind: "placement" };
  return nextStep(enrollment?.next ?? null);
}

function belongsTo(
  attempt: { enrollmentId: string | null },
  enrollment: StudentEnrollment | null,
): boolean {
  return attempt.enrollmentId === null || attempt.enrollmentId === enrollment?.id;
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
  if (!view.attempt || next?.source !== "TUTOR_OVERRIDE") return null;
  const isOpen = next.kind === "EXERCISE" && next.exercise?.id === view.attempt.exerciseId;
  return isOpen || next.kind === "NOTHING" ? null : next;
}
