/** What is written down about a session: its timeline in words, and notes on its students. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import type { NoteVisibility } from "~/lib/contract";
import { once } from "~/lib/once-key";
import { pageAfter, pagedByCursor } from "~/lib/pages";
import { useOnceAct } from "~/lib/use-once-act";
import type { EventKind } from "./event-kinds";

export type ToldEvent = components["schemas"]["ToldEvent"];
export type WrittenNote = components["schemas"]["WrittenNote"];

export interface TimelineAsked {
  sessionId: string;
  type: EventKind | null;
  studentId: string | null;
}

const EVENTS_PAGE = 40;
const NOTES_PAGE = 30;

export const timelineQuery = ({ sessionId, type, studentId }: TimelineAsked) =>
  infiniteQueryOptions({
    queryKey: ["session-record", sessionId, "timeline", type, studentId],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        limit: EVENTS_PAGE,
        ...(type ? { type } : {}),
        ...(studentId ? { studentId } : {}),
        ...(pageParam ? { cursor: Number(pageParam) } : {}),
      };
      const params = { path: { session_id: sessionId }, query };
      return unwrap(api.GET("/sessions/{session_id}/timeline", { params, signal }));
    },
    ...pagedByCursor,
  });

export const notesQuery = (sessionId: string) =>
  infiniteQueryOptions({
    queryKey: ["session-record", sessionId, "notes"],
    queryFn: ({ signal, pageParam }) => {
      const query = pageAfter(pageParam, NOTES_PAGE);
      const params = { path: { session_id: sessionId }, query };
      return unwrap(api.GET("/sessions/{session_id}/notes", { params, signal }));
    },
    ...pagedByCursor,
  });

interface NewNote {
  studentId: string;
  text: string;
  visibility: NoteVisibility;
}

export const useWriteNote = (sessionId: string) =>
  useOnceAct(
    (body: NewNote, key) => {
      const params = { path: { session_id: sessionId } };
      return unwrap(api.POST("/sessions/{session_id}/notes", { params, body, headers: once(key) }));
    },
    ["session-record", sessionId],
  );
