/** The rows of the week's table. Pure. */
import type { SessionSummary } from "~/lib/contract";

export type GridBy = "room" | "tutor";

export interface GridRow {
  id: string;
  name: string;
  sessions: SessionSummary[];
}

/** By name, those without a room last; a covered session stands with whoever teaches it. */
export function gridRows(sessions: readonly SessionSummary[], by: GridBy): GridRow[] {
  const rows = new Map<string, GridRow>();
  for (const session of sessions) {
    const of = by === "room" ? session.room : (session.substituteTutor ?? session.tutor);
    const id = of?.id ?? "";
    const row = rows.get(id) ?? { id, name: of?.name ?? "Without a room", sessions: [] };
    row.sessions.push(session);
    rows.set(id, row);
  }
  return [...rows.values()].sort(
    (a, b) => Number(a.id === "") - Number(b.id === "") || a.name.localeCompare(b.name),
  );
}
