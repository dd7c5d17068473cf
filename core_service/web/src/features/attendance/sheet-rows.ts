/** What each row of the sheet says: the mark as touched or stored, and a hint in words. Pure. */
import type { AttendanceStatus, SessionMode } from "~/lib/contract";
import { timeOfDay } from "~/lib/durations";
import { counted, firstFew, firstName } from "~/lib/wording";
import type { SheetRow } from "./api";
import type { WantedMark } from "./wanted-mark";

export type RowOrder = "seat" | "name";

export interface SheetContext {
  mode: SessionMode;
  /** When the session began, or should. */
  begunAt: string;
  meId: string;
  timeZone?: string;
}

export interface MarkNow {
  status: AttendanceStatus | null;
  note: string | null;
}

/** What was touched here counts before what the core has. */
export function markOf(row: SheetRow, touched: WantedMark | undefined): MarkNow {
  return touched ?? { status: row.status, note: row.note };
}

/** A1, A2 … B10; who has no seat comes last, by name. */
export function inOrder(rows: readonly SheetRow[], order: RowOrder): SheetRow[] {
  const byName = (a: SheetRow, b: SheetRow) => a.student.name.localeCompare(b.student.name);
  if (order === "name") return [...rows].sort(byName);
  return [...rows].sort((a, b) => {
    if (a.seat === null || b.seat === null) {
      return Number(a.seat === null) - Number(b.seat === null) || byName(a, b);
    }
    return a.seat.localeCompare(b.seat, undefined, { numeric: true });
  });
}

/** The unmarked students who are connected, in time or late. */
export function fillFromRoom(
  rows: readonly SheetRow[],
  touched: Readonly<Record<string, WantedMark>>,
  at: number,
): WantedMark[] {
  return rows
    .filter((row) => markOf(row, touched[row.student.id]).status === null && row.presentSince)
    .map(({ student, suggestion }) => ({
      studentId: student.id,
      status: suggestion?.status === "LATE" ? "LATE" : "PRESENT",
      note: null,
      at,
    }));
}

/** "At seat A1 since 15:58", "Joined 16:09, 9 min late", "Not seen. Catch-up: 45 min", which is never cut off. */
export function hintOf(row: SheetRow, now: MarkNow, context: SheetContext): string {
  const isAway = now.status === "ABSENT" || now.status === "EXCUSED";
  if (!isAway) return seenWords(row, context);
  const words = [seenWords(row, context), catchUpWords(row, now)].filter(Boolean);
  return (row.joinedAt === null ? words : words.reverse()).join(". ");
}

function seenWords(row: SheetRow, { mode, begunAt, timeZone }: SheetContext): string {
  const time = (instant: string) => timeOfDay(instant, timeZone);
  if (row.joinedAt === null) return row.notice ? noticeWords(row) : "Not seen";
  if (row.suggestion?.status === "LATE") {
    const minutes = Math.round((Date.parse(row.joinedAt) - Date.parse(begunAt)) / 60_000);
    return `Joined ${time(row.joinedAt)}, ${minutes} min late`;
  }
  if (row.presentSince === null) return `Was here from ${time(row.joinedAt)}, not now`;
  return `${placeWords(row.seat, mode)} since ${time(row.presentSince)}`;
}

function placeWords(seat: string | null, mode: SessionMode): string {
  if (mode !== "VIDEO" && seat !== null) return `At seat ${seat}`;
  return mode === "PHYSICAL" ? "In the room" : "On video";
}

function noticeWords({ notice }: SheetRow): string {
  return notice?.reason ? `The family said: ${notice.reason}` : "The family said they cannot come";
}

function catchUpWords({ status, catchUp }: SheetRow, now: MarkNow): string {
  if (catchUp) return `Catch-up: ${catchUp.estimatedMins} min`;
  return status === now.status ? "" : "Making a catch-up";
}

/** Who else marked this, and when; null for one's own marks and unmarked rows. */
export function otherAdult(row: SheetRow, { meId, timeZone }: SheetContext): string | null {
  if (row.markedBy === null || row.markedAt === null || row.markedBy.id === meId) return null;
  return `Marked by ${row.markedBy.name}, ${timeOfDay(row.markedAt, timeZone)}`;
}

const COUNTED: readonly [AttendanceStatus, string][] = [
  ["PRESENT", "here"],
  ["LATE", "late"],
  ["ABSENT", "absent"],
  ["EXCUSED", "excused"],
];

/** "13 here, 1 late, 1 absent"; "15 not marked yet" when nobody is. */
export function countWords(marks: readonly MarkNow[]): string {
  const counts = COUNTED.map(
    ([status, word]) => [marks.filter((mark) => mark.status === status).length, word] as const,
  );
  const unmarked = marks.filter(({ status }) => status === null).length;
  const parts = [...counts, [unmarked, "not marked yet"] as const];
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(", ");
}

/** What follows from the absences: "1 catch-up is made for Nora, her family …". */
export function followWords(rows: readonly SheetRow[], timeZone?: string): string | null {
  const made = rows.filter(({ catchUp }) => catchUp !== null);
  const told = rows.flatMap(({ parentsToldAt }) => (parentsToldAt ? [parentsToldAt] : [])).sort();
  const catchUps =
    made.length === 0
      ? null
      : `${counted(made.length, "catch-up is", "catch-ups are")} made for ${names(made)}`;
  const first = told[0];
  const parents = first ? `parents hear from ${timeOfDay(first, timeZone)}` : null;
  const words = [catchUps, parents].filter(Boolean).join(", ");
  return words === "" ? null : words;
}

function names(rows: readonly SheetRow[]): string {
  return firstFew(
    rows.map(({ student }) => firstName(student.name)),
    3,
  );
}
