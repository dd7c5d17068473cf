/** A session's attendance sheet, and the one call that marks. */
import { queryOptions } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { once } from "~/lib/once-key";
import type { WantedMark } from "./wanted-mark";

export type Sheet = components["schemas"]["Sheet"];
export type SheetRow = components["schemas"]["SheetRow"];

const POLL_MS = 5_000;

/** Asked again while it is open: other adults mark too, and students come and go. */
export const sheetQuery = (sessionId: string) =>
  queryOptions({
    queryKey: ["attendance", sessionId],
    queryFn: ({ signal }) => fetchSheet(sessionId, signal),
    refetchInterval: POLL_MS,
    refetchOnWindowFocus: "always",
  });

export function fetchSheet(sessionId: string, signal?: AbortSignal): Promise<Sheet> {
  const params = { path: { session_id: sessionId } };
  return unwrap(api.GET("/sessions/{session_id}/attendance", { params, signal }));
}

/** All or nothing; the key makes a repeated call count once. */
export function markAll(sessionId: string, marks: readonly WantedMark[], key: string) {
  const records = marks.map(({ studentId, status, note }) => ({ studentId, status, notes: note }));
  const body = { sessionId, records };
  return unwrap(api.POST("/academic/attendance/bulk", { body, headers: once(key) }));
}
