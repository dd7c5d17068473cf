/** Levels by name. */
import type { GradeLevel } from "~/lib/contract";

/** "Class 5", or "Level 5" while the scale is not there yet. */
export function levelLabel(level: number | null, levels: readonly GradeLevel[]): string {
  return levels.find((each) => each.level === level)?.label ?? `Level ${level ?? "?"}`;
}
