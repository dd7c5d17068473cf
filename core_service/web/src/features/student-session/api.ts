/** A student's own session: what they see of it, reading lessons, asking for help, writing to the tutor. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "~/lib/api";
import type { HelpRequest, RoomMessage } from "~/lib/contract";
import { once } from "~/lib/once-key";
import { learnServerTime } from "~/lib/server-clock";
import type { WorkPlace } from "~/lib/session-or-home";
import type { LessonPage } from "./lesson-content";

const BEFORE_START_POLL_MS = 15_000;
/** Others' hands are no news of a student's room: the place among them is asked for while one waits. */
const HAND_UP_POLL_MS = 10_000;

/** Asked again before the start, when there may be no line to the room yet, and while the hand is up. */
export const studentViewQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["student-session", sessionId],
    queryFn: async ({ signal }) => {
      const params = { path: { session_id: sessionId } };
      const view = await unwrap(api.GET("/sessions/{session_id}/student-view", { params, signal }));
      learnServerTime(view.serverTime);
      return view;
    },
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => {
      if (data?.session.status === "SCHEDULED") return BEFORE_START_POLL_MS;
      return data?.help?.status === "PENDING" ? HAND_UP_POLL_MS : false;
    },
  });

export const lessonQuery = (lessonId: string) =>
  queryOptions({
    queryKey: ["student-session", "lesson", lessonId],
    queryFn: async ({ signal }) => {
      const params = { path: { lesson_id: lessonId } };
      const lesson = await unwrap(api.GET("/lessons/{lesson_id}", { params, signal }));
      return { ...lesson, content: lesson.content as LessonPage["content"] };
    },
    staleTime: 10 * 60_000,
  });

/** What comes next in a course and what follows it: `nextId` names what comes next, and with it how old this is. */
export const aheadQuery = (sessionId: string, courseId: string, nextId: string) =>
  queryOptions({
    queryKey: ["student-ahead", sessionId, courseId, nextId],
    queryFn: async ({ signal }) => {
      const query = { courseId, sessionId };
      return (await unwrap(api.GET("/content/ahead", { params: { query }, signal }))).items;
    },
    staleTime: 10 * 60_000,
  });

interface ReadLesson {
  lessonId: string;
  assignmentId: string | null;
  place: WorkPlace;
}

export function completeLesson({ lessonId, assignmentId, place }: ReadLesson) {
  const params = { path: { lesson_id: lessonId } };
  const body = { ...place, ...(assignmentId === null ? {} : { assignmentId }) };
  return unwrap(api.POST("/lessons/{lesson_id}/complete", { params, body }));
}

/** "I have read it": the next thing follows from the student's view. */
export function useCompleteLesson(sessionId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (read: Omit<ReadLesson, "place">) =>
      completeLesson({ ...read, place: { sessionId } }),
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
  const params = { path: { session_id: sessionId } };
  const headers = once(key);
  const call = api.POST("/sessions/{session_id}/help-request", { params, headers, body: words });
  return unwrap(call);
}

export async function lowerHand(requestId: string): Promise<HelpRequest> {
  const params = { path: { request_id: requestId } };
  return unwrap(api.PATCH("/help-requests/{request_id}/cancel", { params }));
}

export async function replyToTutor(
  sessionId: string,
  text: string,
  key: string,
): Promise<RoomMessage> {
  const params = { path: { session_id: sessionId } };
  const headers = once(key);
  return unwrap(api.POST("/sessions/{session_id}/reply", { params, headers, body: { text } }));
}
