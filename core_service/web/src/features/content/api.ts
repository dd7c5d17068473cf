/** What can be given to a student: what comes next, what the library holds, and giving it. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "~/lib/api";
import type { Assignment, NextContent } from "~/lib/contract";

const SEARCH_LIMIT = 40;

export interface ExerciseSearch {
  courseId: string;
  level: number | null;
  q: string;
}

export const exerciseSearchQuery = (search: ExerciseSearch) =>
  queryOptions({
    queryKey: ["content", "exercises", search],
    queryFn: ({ signal }) => {
      const query = {
        courseId: search.courseId,
        limit: SEARCH_LIMIT,
        ...(search.level === null ? {} : { level: search.level }),
        ...(search.q ? { q: search.q } : {}),
      };
      return unwrap(api.GET("/exercises", { params: { query }, signal }));
    },
    staleTime: 5 * 60_000,
  });

/** What a student would get next in one course of this session. */
export const nextContentQuery = (next: {
  studentId: string;
  courseId: string;
  sessionId: string;
}) =>
  queryOptions({
    queryKey: ["content", "next", next],
    queryFn: ({ signal }) => unwrap(api.GET("/content/next", { params: { query: next }, signal })),
    staleTime: 15_000,
  });

/** What a student would get after the exercise that they are at, in the order in which it would come. */
export const whatFollowsQuery = (next: {
  studentId: string;
  courseId: string;
  sessionId: string;
  /** What is open now: it comes first by itself, and its end changes what follows. */
  openExerciseId: string | null;
}) =>
  queryOptions({
    queryKey: ["content", "next", "ahead", next],
    queryFn: async ({ signal }) => {
      const { openExerciseId, ...query } = next;
      const { items } = await unwrap(api.GET("/content/ahead", { params: { query }, signal }));
      return items.filter(({ exercise }) => exercise === null || exercise.id !== openExerciseId);
    },
    staleTime: 15_000,
  });

export type AssignmentScope = Assignment["scope"];

export function assignExercise(
  enrollmentId: string,
  exerciseId: string,
  scope: AssignmentScope,
): Promise<Assignment> {
  const params = { path: { enrollment_id: enrollmentId } };
  const body = { exerciseId, scope };
  return unwrap(api.PATCH("/enrollments/{enrollment_id}/assign", { params, body }));
}

export function withdrawAssignment(assignmentId: string): Promise<Assignment> {
  const params = { path: { assignment_id: assignmentId } };
  return unwrap(api.POST("/assignments/{assignment_id}/withdraw", { params, body: {} }));
}

export const NOTHING_NEXT = "Nothing lined up next";

/** "Next: Formal letters", or that there is nothing. */
export function nextWords(next: NextContent): {
  kind: "something" | "nothing" | "preview";
  words: string;
} {
  const title = next.exercise?.title ?? next.lesson?.title;
  if (next.kind === "NOTHING" || !title) return { kind: "nothing", words: NOTHING_NEXT };
  if (next.isPreview) return { kind: "preview", words: `A look ahead: ${title}` };
  return { kind: "something", words: `Next: ${title}` };
}
