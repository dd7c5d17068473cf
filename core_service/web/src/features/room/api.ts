/** The room's requests to the core: snapshots, the log, tickets, and every durable act (each a twin of a command). */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "~/lib/api";
import type { AttendanceStatus, NoteVisibility, PanelMode, RoomMessage } from "~/lib/contract";
import { once } from "~/lib/once-key";
import { learnServerTime } from "~/lib/server-clock";
import { ProblemError } from "~/lib/problem";
import { RoomNotOpen } from "./line/line-errors";
import type { LogPage } from "./line/room-poller";

export const dashboardQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["room", sessionId, "dashboard"],
    queryFn: async ({ signal }) => {
      const params = { path: { session_id: sessionId } };
      const call = api.GET("/sessions/{session_id}/dashboard", { params, signal });
      const dashboard = await unwrap(call);
      learnServerTime(dashboard.serverTime);
      return dashboard;
    },
  });

/** An exercise as staff see it; it does not change while a lesson runs. */
export const roomExerciseQuery = (exerciseId: string) =>
  queryOptions({
    queryKey: ["room", "exercise", exerciseId],
    queryFn: ({ signal }) => {
      const params = { path: { exercise_id: exerciseId } };
      return unwrap(api.GET("/exercises/{exercise_id}", { params, signal }));
    },
    staleTime: Infinity,
  });

/** How the core would mark the answers so far; for staff alone. */
export const draftMarksQuery = (attemptId: string) =>
  queryOptions({
    queryKey: ["room", "marks", attemptId],
    queryFn: ({ signal }) => {
      const params = { path: { attempt_id: attemptId } };
      return unwrap(api.GET("/attempts/{attempt_id}/marks", { params, signal }));
    },
  });

const MOST_NOTES = 100;

/** What was noted in the session, as far as one may read it. */
export const notesQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["room", sessionId, "notes"],
    queryFn: ({ signal }) => {
      const params = { path: { session_id: sessionId }, query: { limit: MOST_NOTES } };
      return unwrap(api.GET("/sessions/{session_id}/notes", { params, signal }));
    },
  });

const HANDS_POLL_MS = 15_000;

/** Hands that are up in a session, for pages outside its room. */
export const openHandsQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["room", sessionId, "hands"],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/help-requests", { params: { query: { sessionId } }, signal })),
    refetchInterval: HANDS_POLL_MS,
    refetchOnWindowFocus: "always",
  });

/** Throws RoomNotOpen before the room opens, which is a quarter of an hour before the lesson. */
export async function fetchTicket(sessionId: string) {
  const params = { path: { session_id: sessionId } };
  try {
    return await unwrap(api.POST("/sessions/{session_id}/ticket", { params, body: {} }));
  } catch (error) {
    if (error instanceof ProblemError && error.code === "too_early") {
      throw new RoomNotOpen(Date.parse(String(error.facts["joinOpensAt"])));
    }
    throw error;
  }
}

export async function fetchEvents(
  sessionId: string,
  after: number,
  limit: number,
): Promise<LogPage> {
  const params = { path: { session_id: sessionId }, query: { after, limit } };
  const page = await unwrap(api.GET("/sessions/{session_id}/events", { params }));
  return page as LogPage;
}

const inSession = (sessionId: string) => ({ path: { session_id: sessionId } });

const helpRequest = (requestId: string) => ({ params: { path: { request_id: requestId } } });

export const roomActs = {
  start: (sessionId: string) =>
    unwrap(api.POST("/sessions/{session_id}/start", { params: inSession(sessionId) })),
  end: (sessionId: string) =>
    unwrap(api.POST("/sessions/{session_id}/end", { params: inSession(sessionId) })),
  /** From then on one holds the tutor's role in the session. */
  stepIn: (sessionId: string) =>
    unwrap(
      api.POST("/sessions/{session_id}/ticket", {
        params: inSession(sessionId),
        body: { as: "tutor" },
      }),
    ),
  seat: (sessionId: string, seats: Record<string, string | null>, keep: boolean) =>
    unwrap(
      api.PUT("/sessions/{session_id}/seats", {
        params: inSession(sessionId),
        body: { seats, keep },
      }),
    ),
  markAttendance: (sessionId: string, studentId: string, status: AttendanceStatus | null) =>
    unwrap(
      api.POST("/sessions/{session_id}/attendance", {
        params: inSession(sessionId),
        body: { studentId, status },
      }),
    ),
  acknowledge: (requestId: string) =>
    unwrap(api.PATCH("/help-requests/{request_id}/acknowledge", helpRequest(requestId))),
  resolve: (requestId: string) =>
    unwrap(api.PATCH("/help-requests/{request_id}/resolve", helpRequest(requestId))),
  reopen: (requestId: string) =>
    unwrap(api.PATCH("/help-requests/{request_id}/reopen", helpRequest(requestId))),
  sendMessage: (
    sessionId: string,
    body: { studentId?: string; text: string; kind?: RoomMessage["kind"] },
    key: string,
  ) =>
    unwrap(
      api.POST("/sessions/{session_id}/message", {
        params: inSession(sessionId),
        headers: once(key),
        body,
      }),
    ),
  addNote: (
    sessionId: string,
    body: { studentId: string; text: string; visibility: NoteVisibility },
    key: string,
  ) =>
    unwrap(
      api.POST("/sessions/{session_id}/notes", {
        params: inSession(sessionId),
        headers: once(key),
        body,
      }),
    ),
  setMode: (sessionId: string, studentId: string, mode: PanelMode) =>
    unwrap(
      api.POST("/sessions/{session_id}/panel-mode", {
        params: inSession(sessionId),
        body: { studentId, mode },
      }),
    ),
  markComplete: (sessionId: string, studentId: string, exerciseId: string) =>
    unwrap(
      api.POST("/sessions/{session_id}/mark-complete", {
        params: inSession(sessionId),
        body: { studentId, exerciseId },
      }),
    ),
};
