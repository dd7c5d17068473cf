/** What can be given to a student: what comes next, what the library holds, and giving it. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "~/lib/api";
import type { Assignment, ExerciseSummary, NextContent, Page } from "~/lib/contract";

const SEARCH_LIMIT = 40;

export interface ExerciseSearch {
  courseId: string;
  level: number | null;
  q: string;
}

export const exerciseSearchQuery = (search: ExerciseSearch) =>
  queryOptions({
    queryKey: ["content", "exercises", search],
    queryFn: async ({ signal }) => {
      const query = {
        courseId: search.courseId,
        limit: SEARCH_LIMIT,
        ...(search.level === null ? {} : { level: search.level }),
        ...(search.q ? { q: search.q } : {}),
      };
      const call = api.GET("/exercises", { params: { query }, signal });
      return (await unwrap(call)) as Page<ExerciseSummary>;
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
    queryFn: async ({ signal }) =>
      (await unwrap(api.GET("/content/next", { params: { query: next }, signal }))) as NextContent,
    staleTime: 15_000,
  });

export type AssignmentScope = Assignment["scope"];

export async function assignExercise(
  enrollmentId: string,
  exerciseId: string,
  scope: AssignmentScope,
): Promise<Assignment> {
  const call = api.PATCH("/enrollments/{id}/assign", {
    params: { path: { id: enrollmentId }, header: { "Idempotency-Key": crypto.randomUUID() } },
    body: { exerciseId, scope },
  });
  return (await unwrap(call)) as Assignment;
}

export async function withdrawAssignment(assignmentId: string): Promise<Assignment> {
  const params = { path: { id: assignmentId } };
  return (await unwrap(api.POST("/assignments/{id}/withdraw", { params, body: {} }))) as Assignment;
}

/** "Next: Formal letters", or that there is nothing. */
export function nextWords(next: NextContent): {
  kind: "something" | "nothing" | "preview";
  words: string;
} {
  const title = next.exercise?.title ?? next.lesson?.title;
  if (next.kind === "NOTHING" || !title) return { kind: "nothing", words: "Nothing lined up next" };
  if (next.isPreview) return { kind: "preview", words: `A look ahead: ${title}` };
  return { kind: "something", words: `Next: ${title}` };
}
