/** The queue's filters as they stand in the address, so that a link or a reload shows the same (UI 3). */
import type { QueueKind, Urgency } from "~/lib/contract";
import type { QueueFilters } from "./api";

const KINDS: readonly QueueKind[] = ["WAITING", "PAPER", "SAMPLE"];
const URGENCIES: readonly Urgency[] = ["NEW", "SOON", "URGENT"];

export function filtersOf(search: URLSearchParams): QueueFilters {
  const level = Number(search.get("level"));
  return {
    kind: KINDS.find((kind) => kind === search.get("kind")) ?? "WAITING",
    courseId: search.get("course"),
    level: Number.isInteger(level) && level > 0 ? level : null,
    urgency: URGENCIES.find((urgency) => urgency === search.get("urgency")) ?? null,
    tutorId: search.get("tutor"),
  };
}

/** Without what is as usual. */
export function searchOf(filters: QueueFilters): URLSearchParams {
  const search = new URLSearchParams();
  if (filters.kind !== "WAITING") search.set("kind", filters.kind);
  if (filters.courseId) search.set("course", filters.courseId);
  if (filters.level) search.set("level", String(filters.level));
  if (filters.urgency) search.set("urgency", filters.urgency);
  if (filters.tutorId) search.set("tutor", filters.tutorId);
  return search;
}

export function isFiltered(filters: QueueFilters): boolean {
  return searchOf({ ...filters, kind: "WAITING" }).size > 0;
}
