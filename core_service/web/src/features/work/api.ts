/** Exercises and attempts: what to do next, opening one, saving its draft, handing it in. */
import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { components } from "~/generated/api";
import type { Answer as WireAnswer } from "~/generated/protocol";
import { api, unwrap } from "~/lib/api";
import type { Attempt } from "~/lib/contract";
import { once } from "~/lib/once-key";
import { ProblemError } from "~/lib/problem";
import type { WorkPlace } from "~/lib/session-or-home";
import { pageAfter, pagedByCursor } from "~/lib/pages";
import { fromWire } from "./answers";
import { DraftConflict } from "./draft-keeper";

/** An attempt with its exercise; while it is open the draft's own line is newer than this copy. */
export const attemptQuery = (attemptId: string) =>
  queryOptions({
    queryKey: ["work", "attempt", attemptId],
    queryFn: async ({ signal }) => {
      const params = { path: { attempt_id: attemptId } };
      const call = api.GET("/attempts/{attempt_id}", { params, signal });
      const { exercise, ...attempt } = await unwrap(call);
      return { attempt, exercise };
    },
    staleTime: 0,
  });

export type OwnAttempt = components["schemas"]["OwnAttempt"];

const OWN_WORK = ["work", "own"] as const;
const OWN_WORK_PAGE = 30;

/** What was handed in, newest news first; a page at a time. */
export const handedInQuery = infiniteQueryOptions({
  queryKey: [...OWN_WORK, "handed-in"],
  queryFn: ({ pageParam, signal }) => {
    const query = { handedIn: true, ...pageAfter(pageParam, OWN_WORK_PAGE) };
    return unwrap(api.GET("/attempts", { params: { query }, signal }));
  },
  ...pagedByCursor,
  refetchOnWindowFocus: "always",
});

/** What an assessor gave back, to be worked on again. */
export const returnedQuery = queryOptions({
  queryKey: [...OWN_WORK, "returned"],
  queryFn: ({ signal }) => {
    const query = { returned: true, limit: OWN_WORK_PAGE };
    return unwrap(api.GET("/attempts", { params: { query }, signal }));
  },
  refetchOnWindowFocus: "always",
});

/** One exercise, for what was picked from the list of further assignments. */
export const exerciseQuery = (exerciseId: string) =>
  queryOptions({
    queryKey: ["work", "exercise", exerciseId],
    queryFn: ({ signal }) => {
      const params = { path: { exercise_id: exerciseId } };
      return unwrap(api.GET("/exercises/{exercise_id}", { params, signal }));
    },
  });

/** Opens the exercise, or the attempt of it that is open already; with the same `begunAs` once. */
export async function startExercise(exerciseId: string, place: WorkPlace & { begunAs?: string }) {
  const params = { path: { exercise_id: exerciseId } };
  const headers = once(crypto.randomUUID());
  const call = api.POST("/exercises/{exercise_id}/start", { params, headers, body: place });
  const { attempt, exercise } = await unwrap(call);
  return { attempt, exercise };
}

export type Started = Awaited<ReturnType<typeof startExercise>>;

export function showStarted(queries: QueryClient, started: Started): void {
  queries.setQueryData(attemptQuery(started.attempt.id).queryKey, started);
}

export function useStartExercise(place: WorkPlace) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (exerciseId: string) => startExercise(exerciseId, place),
    onSuccess: (started) => showStarted(queries, started),
  });
}

interface HandInRequest {
  exerciseId: string;
  /** Null at home. */
  sessionId: string | null;
  answers: WireAnswer[];
  /** The same for each try with the same answers: it is done once, however often it is sent. */
  key: string;
}

export function handIn({ exerciseId, sessionId, answers, key }: HandInRequest): Promise<Attempt> {
  const params = { path: { exercise_id: exerciseId } };
  const headers = once(key);
  const body = { answers, sessionId };
  return unwrap(api.POST("/exercises/{exercise_id}/submit", { params, headers, body }));
}

/** Saves a draft by REST, for when the room's line is away. Throws DraftConflict. */
export async function putDraft(
  attemptId: string,
  draft: { base: number; answers: WireAnswer[] },
): Promise<number> {
  const params = { path: { attempt_id: attemptId } };
  try {
    const call = api.PUT("/attempts/{attempt_id}/draft", { params, body: draft });
    return (await unwrap(call)).revision;
  } catch (error) {
    throw asConflict(error, draft.base) ?? error;
  }
}

/** A server behind `base` has not yet read what the room has taken: that passes, and is no conflict. */
function asConflict(error: unknown, base: number): Error | null {
  if (!(error instanceof ProblemError) || error.code !== "draft_conflict") return null;
  const current = error.facts["current"] as { revision: number; answers: WireAnswer[] } | undefined;
  if (current === undefined) return null;
  if (current.revision < base) return new Error("The saved answers are still on their way.");
  return new DraftConflict({ revision: current.revision, answers: fromWire(current.answers) });
}

/** What comes next in a course; null for a student who has no place in it yet. */
export const nextContentQuery = (studentId: string, courseId: string) =>
  queryOptions({
    queryKey: ["work", "next", studentId, courseId],
    queryFn: async ({ signal }) => {
      const params = { query: { studentId, courseId } };
      try {
        return await unwrap(api.GET("/content/next", { params, signal }));
      } catch (error) {
        if (error instanceof ProblemError && error.code === "needs_placement") return null;
        throw error;
      }
    },
  });
