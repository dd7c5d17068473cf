/** Exercises and attempts: what to do next, opening one, saving its draft, handing it in. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Answer as WireAnswer } from "~/generated/protocol";
import { api, unwrap } from "~/lib/api";
import type { Attempt, CourseRef, Exercise, NextContent, Page } from "~/lib/contract";
import { ProblemError } from "~/lib/problem";
import { fromWire } from "./answers";
import { DraftConflict } from "./draft-keeper";

export type OpenAttempt = Attempt & { exercise?: Exercise };

interface StartedAttempt {
  attemptId: string;
  attempt: Attempt;
  exercise: Exercise;
}

const attemptKey = (attemptId: string) => ["work", "attempt", attemptId];

/** An attempt with its exercise; while it is open the draft's own line is newer than this copy. */
export const attemptQuery = (attemptId: string) =>
  queryOptions({
    queryKey: attemptKey(attemptId),
    queryFn: async ({ signal }) => {
      const attempt = (await unwrap(
        api.GET("/attempts/{id}", { params: { path: { id: attemptId } }, signal }),
      )) as OpenAttempt;
      return { attempt, exercise: attempt.exercise ?? (await fetchExercise(attempt.exerciseId)) };
    },
    staleTime: 0,
  });

async function fetchExercise(exerciseId: string): Promise<Exercise> {
  const params = { path: { id: exerciseId } };
  return (await unwrap(api.GET("/exercises/{id}", { params }))) as Exercise;
}

/** One exercise, for what was picked from the list of further assignments. */
export const exerciseQuery = (exerciseId: string) =>
  queryOptions({
    queryKey: ["work", "exercise", exerciseId],
    queryFn: () => fetchExercise(exerciseId),
  });

/** Opens the exercise, or the attempt of it that is open already. */
export function useStartExercise(sessionId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (exerciseId: string) => {
      const params = {
        path: { id: exerciseId },
        header: { "Idempotency-Key": crypto.randomUUID() },
      };
      return (await unwrap(
        api.POST("/exercises/{id}/start", { params, body: { sessionId } }),
      )) as StartedAttempt;
    },
    onSuccess: ({ attempt, exercise }) =>
      queries.setQueryData(attemptQuery(attempt.id).queryKey, { attempt, exercise }),
  });
}

export interface HandIn {
  exerciseId: string;
  sessionId: string;
  answers: WireAnswer[];
  /** The same for each try with the same answers: it is done once, however often it is sent. */
  key: string;
}

export async function handIn({ exerciseId, sessionId, answers, key }: HandIn): Promise<Attempt> {
  const params = { path: { id: exerciseId }, header: { "Idempotency-Key": key } };
  const call = api.POST("/exercises/{id}/submit", { params, body: { answers, sessionId } });
  return (await unwrap(call)) as Attempt;
}

/** Saves a draft by REST, for when the room's line is away. Throws DraftConflict. */
export async function putDraft(
  attemptId: string,
  draft: { base: number; answers: WireAnswer[] },
): Promise<number> {
  const params = { path: { id: attemptId } };
  try {
    const call = api.PUT("/attempts/{id}/draft", { params, body: draft });
    return ((await unwrap(call)) as { revision: number }).revision;
  } catch (error) {
    throw asConflict(error) ?? error;
  }
}

function asConflict(error: unknown): DraftConflict | null {
  if (!(error instanceof ProblemError) || error.code !== "draft_conflict") return null;
  const current = error.facts["current"] as { revision: number; answers: WireAnswer[] } | undefined;
  if (current === undefined) return null;
  return new DraftConflict({ revision: current.revision, answers: fromWire(current.answers) });
}

export const coursesQuery = queryOptions({
  queryKey: ["work", "courses"],
  queryFn: async ({ signal }) =>
    (await unwrap(
      api.GET("/courses", { params: { query: { limit: 100 } }, signal }),
    )) as Page<CourseRef>,
  staleTime: 10 * 60_000,
});

/** What comes next in a course; null for a student who has no place in it yet. */
export const nextContentQuery = (studentId: string, courseId: string) =>
  queryOptions({
    queryKey: ["work", "next", studentId, courseId],
    queryFn: async ({ signal }) => {
      const params = { query: { studentId, courseId } };
      try {
        return (await unwrap(api.GET("/content/next", { params, signal }))) as NextContent;
      } catch (error) {
        if (error instanceof ProblemError && error.code === "needs_placement") return null;
        throw error;
      }
    },
  });
