/** A student's own session: what they see of it, reading lessons, asking for help, writing to the tutor. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "~/lib/api";
import type { HelpRequest, RoomMessage, StudentView } from "~/lib/contract";
import { learnServerTime } from "~/lib/server-clock";
import type { LessonPage } from "./lesson-content";

const BEFORE_START_POLL_MS = 15_000;

/** Asked again every 15 s before the start, when there may be no line to the room yet. */
export const studentViewQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["student-session", sessionId],
    queryFn: async ({ signal }) => {
      const view = (await unwrap(
        api.GET("/sessions/{id}/student-view", { params: { path: { id: sessionId } }, signal }),
      )) as StudentView;
      learnServerTime(view.serverTime);
      return view;
    },
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.session.status === "SCHEDULED" ? BEFORE_START_POLL_MS : false,
  });

export const lessonQuery = (lessonId: string) =>
  queryOptions({
    queryKey: ["student-session", "lesson", lessonId],
    queryFn: async ({ signal }) =>
      (await unwrap(
        api.GET("/lessons/{id}", { params: { path: { id: lessonId } }, signal }),
      )) as LessonPage,
    staleTime: 10 * 60_000,
  });

export interface ReadLesson {
  lessonId: string;
  assignmentId: string | null;
}

/** "I have read it": the next thing follows from the student's view. */
export function useCompleteLesson(sessionId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ lessonId, assignmentId }: ReadLesson) =>
      unwrap(
        api.POST("/lessons/{id}/complete", {
          params: { path: { id: lessonId } },
          body: { sessionId, ...(assignmentId === null ? {} : { assignmentId }) },
        }),
      ),
    onSuccess: () => queries.invalidateQueries(studentViewQuery(sessionId)),
  });
}

export interface HandWords {
  message?: string;
  picture?: string;
  exerciseId?: string;
}

/** Raises the hand, or gives the one that is up its words; with one key it is done once. */
export async function raiseHand(
  sessionId: string,
  words: HandWords,
  key: string,
): Promise<HelpRequest> {
  const params = { path: { id: sessionId }, header: { "Idempotency-Key": key } };
  const call = api.POST("/sessions/{id}/help-request", { params, body: words });
  return (await unwrap(call)) as HelpRequest;
}

export async function lowerHand(requestId: string): Promise<HelpRequest> {
  const params = { path: { id: requestId } };
  return (await unwrap(
    api.PATCH("/help-requests/{id}/cancel", { params, body: {} }),
  )) as HelpRequest;
}

export async function replyToTutor(
  sessionId: string,
  text: string,
  key: string,
): Promise<RoomMessage> {
  const params = { path: { id: sessionId }, header: { "Idempotency-Key": key } };
  const call = api.POST("/sessions/{id}/reply", { params, body: { text } });
  return (await unwrap(call)) as RoomMessage;
}
