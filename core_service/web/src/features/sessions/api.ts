/** Sessions of a day, and one session. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "~/lib/api";
import type { components } from "~/generated/api";
import type { SessionSummary } from "~/lib/contract";
import { everyItem } from "~/lib/pages";
import { ifMatch, tagged } from "~/lib/tagged";

type SessionChange = components["schemas"]["SessionChange"];

const POLL_MS = 15_000;

/** Someone's sessions of one day of the centre, today where no day is given; asked again while the page is open. */
export const sessionsOfDayQuery = (date?: string) =>
  queryOptions({
    queryKey: ["sessions", "day", date ?? "today"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/academic/sessions", { params: { query: date ? { date } : {} }, signal })),
    refetchInterval: POLL_MS,
    refetchOnWindowFocus: "always",
  });

/** All from one day to another that one teaches or plans; asked again while the page is open. */
export const sessionsBetweenQuery = (first: string, last: string) =>
  queryOptions({
    queryKey: ["sessions", "between", first, last],
    queryFn: ({ signal }) =>
      everyItem<SessionSummary>((page) => {
        const query = { first, last, ...page };
        return unwrap(api.GET("/academic/sessions", { params: { query }, signal }));
      }),
    refetchInterval: 4 * POLL_MS,
    refetchOnWindowFocus: "always",
  });

/** One session, as headers show it. */
export const sessionQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["sessions", "one", sessionId],
    queryFn: ({ signal }) => {
      const params = { path: { session_id: sessionId } };
      return unwrap(api.GET("/sessions/{session_id}", { params, signal }));
    },
  });

/** The same with its version, for a form that changes it. */
export const storedSessionQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["sessions", "stored", sessionId],
    queryFn: () => {
      const params = { path: { session_id: sessionId } };
      return tagged<SessionSummary>(api.GET("/sessions/{session_id}", { params }));
    },
    staleTime: 0,
    gcTime: 0,
  });

export function moveSession(sessionId: string, tag: string | null, body: SessionChange) {
  const params = { path: { session_id: sessionId } };
  return tagged(api.PATCH("/sessions/{session_id}", { params, headers: ifMatch(tag), body }));
}

/** The seats of a room, in its own order. */
export const roomSeatsQuery = (roomId: string) =>
  queryOptions({
    queryKey: ["sessions", "room-seats", roomId],
    queryFn: async ({ signal }) => {
      const params = { path: { room_id: roomId } };
      return (await unwrap(api.GET("/academic/rooms/{room_id}", { params, signal }))).seats;
    },
    staleTime: 5 * 60_000,
  });

const inSession = (sessionId: string) => ({ path: { session_id: sessionId } });

export const possibleTutorsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["sessions", "possible-tutors", sessionId],
    queryFn: ({ signal }) => {
      const params = inSession(sessionId);
      return unwrap(api.GET("/sessions/{session_id}/possible-tutors", { params, signal }));
    },
  });

export const possibleStudentsQuery = (sessionId: string, q: string) =>
  queryOptions({
    queryKey: ["sessions", "possible-students", sessionId, q],
    queryFn: ({ signal }) => {
      const params = { ...inSession(sessionId), query: { q } };
      return unwrap(api.GET("/sessions/{session_id}/possible-students", { params, signal }));
    },
    placeholderData: (before) => before,
  });

/** Null: nobody covers any more. */
export function substituteTutor(sessionId: string, tag: string | null, tutorId: string | null) {
  const call = { params: inSession(sessionId), headers: ifMatch(tag), body: { tutorId } };
  return tagged(api.POST("/sessions/{session_id}/substitute", call));
}

export function cancelSession(sessionId: string, tag: string | null, reason: string | null) {
  const call = { params: inSession(sessionId), headers: ifMatch(tag), body: { reason } };
  return tagged(api.POST("/sessions/{session_id}/cancel", call));
}

export function enrollStudent(sessionId: string, studentId: string, courseId: string) {
  const params = inSession(sessionId);
  const body = { studentId, courseId };
  return unwrap(api.POST("/sessions/{session_id}/enrollments", { params, body }));
}
