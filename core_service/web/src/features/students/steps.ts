/** A course's level over time, from the log of changes. Pure. */
import type { Step } from "~/ui/step-line";
import type { LevelChange } from "./api";

/** Oldest first; the log is newest first and holds other measures too. */
export function levelSteps(log: readonly LevelChange[], courseId: string): Step[] {
  return log
    .filter((change) => change.metric === "LEVEL" && change.courseId === courseId)
    .map(({ createdAt, newValue }) => ({ at: createdAt, level: newValue }))
    .reverse();
}
