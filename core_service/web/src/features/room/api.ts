/** The room's requests to the core: snapshots, the log, tickets, and every durable act (each a twin of a command). */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "~/lib/api";
import type {
  AttendanceStatus,
  Dashboard,
  Exercise,
  HelpRequest,
  PanelMode,
  RoomMessage,
  SessionSummary,
  TicketAnswer,
} from "~/lib/contract";
import { learnServerTime } from "~/lib/server-clock";
import type { LogPage } from "./room-poller";

export const dashboardQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["room", sessionId, "dashboard"],
    queryFn: async ({ signal }) => {
      const dashboard = (await unwrap(
        api.GET("/sessions/{id}/dashboard", { params: { path: { id: sessionId } }, signal }),
      )) as Dashboard;
      learnServerTime(dashboard.serverTime);
      return dashboard;
    },
  });

/** An exercise as staff see it; it does not change while a lesson runs. */
export const roomExerciseQuery = (exerciseId: string) =>
  queryOptions({
    queryKey: ["room", "exercise", exerciseId],
    queryFn: async ({ signal }) =>
      (await unwrap(
        api.GET("/exercises/{id}", { params: { path: { id: exerciseId } }, signal }),
      )) as Exercise,
    staleTime: Infinity,
  });

export async function fetchTicket(sessionId: string): Promise<TicketAnswer> {
  const call = api.POST("/sessions/{id}/ticket", { params: { path: { id: sessionId } }, body: {} });
  return (await unwrap(call)) as TicketAnswer;
}

export async function fetchEvents(
  sessionId: string,
  after: number,
  limit: number,
): Promise<LogPage> {
  const params = { path: { id: sessionId }, query: { after, limit } };
  return (await unwrap(api.GET("/sessions/{id}/events", { params }))) as LogPage;
}

/** What an act on a session's room sends; repeated with the same key it is done once. */
async function act<T>(
  path: `/${string}`,
  id: string,
  body: object,
  key: string = crypto.randomUUID(),
): Promise<T> {
  const params = { path: { id }, header: { "Idempotency-Key": key } };
  return (await unwrap(api.POST(path, { params, body }))) as T;
}

async function changeHelp(requestId: string, change: string): Promise<HelpRequest> {
  const params = { path: { id: requestId } };
  return (await unwrap(
    api.PATCH(`/help-requests/{id}/${change}`, { params, body: {} }),
  )) as HelpRequest;
}

export const roomActs = {
  start: (sessionId: string) => act<SessionSummary>("/sessions/{id}/start", sessionId, {}),
  end: (sessionId: string) => act<SessionSummary>("/sessions/{id}/end", sessionId, {}),
  markAttendance: (sessionId: string, studentId: string, status: AttendanceStatus | null) =>
    act<{ status: AttendanceStatus | null }>("/sessions/{id}/attendance", sessionId, {
      studentId,
      status,
    }),
  acknowledge: (requestId: string) => changeHelp(requestId, "acknowledge"),
  resolve: (requestId: string) => changeHelp(requestId, "resolve"),
  reopen: (requestId: string) => changeHelp(requestId, "reopen"),
  sendMessage: (
    sessionId: string,
    message: { studentId?: string; text: string; kind?: RoomMessage["kind"] },
  ) => act<RoomMessage>("/sessions/{id}/message", sessionId, message),
  addNote: (
    sessionId: string,
    note: { studentId: string; text: string; visibility: "private" | "staff" | "parent" },
  ) => act<{ id: string }>("/sessions/{id}/notes", sessionId, note),
  setMode: (sessionId: string, studentId: string, mode: PanelMode) =>
    act<unknown>("/sessions/{id}/panel-mode", sessionId, { studentId, mode }),
  markComplete: (sessionId: string, studentId: string, exerciseId: string) =>
    act<unknown>("/sessions/{id}/mark-complete", sessionId, { studentId, exerciseId }),
};
