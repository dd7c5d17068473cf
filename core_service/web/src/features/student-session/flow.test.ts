import { describe, expect, it } from "vitest";
import type { NextContent, StudentView } from "~/lib/contract";
import { type Choices, chosenMeanwhile, enrollmentOf, NO_CHOICES, stepOf } from "./flow";

const exercise = { id: "exercise-1", title: "Adding fractions" };
const lesson = { id: "lesson-1", title: "Fractions" };

function next(change: Partial<NextContent> = {}): NextContent {
  return {
    source: "AUTO_SEQUENCE",
    kind: "EXERCISE",
    exercise,
    lesson,
    assignmentId: null,
    reason: { code: "NEXT_IN_SEQUENCE", text: "" },
    ...change,
  } as NextContent;
}

function view(change: Partial<StudentView> = {}, coming: NextContent | null = next()): StudentView {
  const maths = { id: "maths", next: coming, problem: null };
  const english = { id: "english", next: null, problem: "needs_placement" };
  return { enrollments: [maths, english], attempt: null, ...change } as unknown as StudentView;
}

const open = { id: "attempt-1", exerciseId: "exercise-1", enrollmentId: "maths" };
const withAttempt = (coming = next()) =>
  view({ attempt: open as unknown as StudentView["attempt"] }, coming);
const choices = (change: Partial<Choices>): Choices => ({ ...NO_CHOICES, ...change });

describe("stepOf", () => {
  it.each([
    ["waits before the start", "SCHEDULED", { kind: "waiting" }],
    ["ends with the session", "COMPLETED", { kind: "ended", isCancelled: false }],
    ["says when it was cancelled", "CANCELLED", { kind: "ended", isCancelled: true }],
  ] as const)("%s", (_, status, step) => {
    expect(stepOf(view(), status, NO_CHOICES)).toEqual(step);
  });

  it("offers the next exercise", () => {
    expect(stepOf(view(), "IN_PROGRESS", NO_CHOICES)).toMatchObject({
      kind: "exercise",
      exerciseId: "exercise-1",
    });
  });

  it("offers a lesson to read, with the assignment that it ends", () => {
    const reading = next({ kind: "LESSON", exercise: null, assignmentId: "assignment-1" });
    expect(stepOf(view({}, reading), "IN_PROGRESS", NO_CHOICES)).toEqual({
      kind: "lesson",
      lessonId: "lesson-1",
      assignmentId: "assignment-1",
    });
  });

  it("goes on with the open attempt", () => {
    expect(stepOf(withAttempt(), "IN_PROGRESS", NO_CHOICES)).toEqual({
      kind: "attempt",
      attemptId: "attempt-1",
    });
  });

  it("leaves the open attempt for what the tutor chose, when the student goes there", () => {
    const chosen = next({ exercise: { ...exercise, id: "exercise-2" } as NextContent["exercise"] });
    const step = stepOf(
      withAttempt(chosen),
      "IN_PROGRESS",
      choices({ leftAttemptIds: ["attempt-1"] }),
    );
    expect(step).toMatchObject({ kind: "exercise", exerciseId: "exercise-2" });
  });

  it("stays with what was opened here, though the core has a newer one open", () => {
    const opened = { id: "attempt-0", exerciseId: "exercise-0", enrollmentId: "maths" };
    expect(stepOf(withAttempt(), "IN_PROGRESS", choices({ opened }))).toEqual({
      kind: "attempt",
      attemptId: "attempt-0",
    });
  });

  it("does not open again what was handed in, though an older view still has it", () => {
    const left = choices({ leftAttemptIds: ["attempt-1"] });
    expect(stepOf(withAttempt(), "IN_PROGRESS", left).kind).not.toBe("attempt");
  });

  it("shows the result until the student goes on, even after the end", () => {
    const done = choices({ finishedAttemptId: "attempt-1" });
    expect(stepOf(view(), "COMPLETED", done)).toEqual({ kind: "result", attemptId: "attempt-1" });
  });

  it("says that a course needs placement", () => {
    const english = choices({ enrollmentId: "english" });
    expect(stepOf(withAttempt(), "IN_PROGRESS", english)).toEqual({ kind: "placement" });
  });

  it("opens what was picked from the further assignments", () => {
    const picked = { kind: "LESSON", id: "lesson-9", assignmentId: "a" } as const;
    expect(stepOf(view(), "IN_PROGRESS", choices({ picked }))).toEqual({
      kind: "lesson",
      lessonId: "lesson-9",
      assignmentId: "a",
    });
  });

  it("says when nothing is left", () => {
    const nothing = next({ kind: "NOTHING", exercise: null, lesson: null });
    expect(stepOf(view({}, nothing), "IN_PROGRESS", NO_CHOICES)).toEqual({
      kind: "nothing",
      next: nothing,
    });
  });
});

describe("enrollmentOf", () => {
  it("prefers the course with something to do", () => {
    const turned = view();
    turned.enrollments.reverse();
    expect(enrollmentOf(turned, NO_CHOICES)?.id).toBe("maths");
  });

  it("follows the student's choice", () => {
    expect(enrollmentOf(withAttempt(), choices({ enrollmentId: "english" }))?.id).toBe("english");
  });
});

describe("chosenMeanwhile", () => {
  const override = (exerciseId: string) =>
    next({
      source: "TUTOR_OVERRIDE",
      exercise: { ...exercise, id: exerciseId } as NextContent["exercise"],
    });

  it("is what the tutor chose while another exercise is open", () => {
    expect(chosenMeanwhile(withAttempt(override("exercise-2")), NO_CHOICES)).not.toBeNull();
  });

  it("is nothing once that exercise is open", () => {
    expect(chosenMeanwhile(withAttempt(override("exercise-1")), NO_CHOICES)).toBeNull();
  });

  it("is nothing when the sequence goes its way", () => {
    expect(chosenMeanwhile(withAttempt(), NO_CHOICES)).toBeNull();
  });
});
