/** Rows of a sheet for tests. */
import type { SheetRow } from "./api";

export function aRow(over: Partial<SheetRow> = {}): SheetRow {
  return {
    student: { id: "maya", name: "Maya Okafor", avatarUrl: null },
    seat: "A1",
    status: null,
    note: null,
    markedAt: null,
    markedBy: null,
    parentsToldAt: null,
    suggestion: null,
    joinedAt: null,
    presentSeconds: 0,
    presentSince: null,
    notice: null,
    catchUp: null,
    ...over,
  };
}
