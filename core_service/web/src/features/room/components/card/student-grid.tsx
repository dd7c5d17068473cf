/** The class as a grid that never re-sorts itself; one Tab stop, arrows between cards (UI 1.2, UI 5). */
import type { ReactNode } from "react";
import { gridColumnsOf, useRovingPlaces } from "../../use-roving-places";
import classes from "./student-grid.module.css";

interface StudentGridProps {
  /** In the order of their places. */
  studentIds: string[];
  /** Draws one place; `isReachable` for the one that Tab reaches. */
  children: (studentId: string, isReachable: boolean) => ReactNode;
  onOpen: (studentId: string) => void;
}

export function StudentGrid({ studentIds, children, onOpen }: StudentGridProps) {
  const { places, reachableId, handlers } = useRovingPlaces(studentIds, onOpen, gridColumnsOf);
  return (
    <div
      ref={places}
      className={classes.grid}
      role="group"
      aria-label="Students by place"
      {...handlers}
    >
      {studentIds.map((id) => children(id, id === reachableId))}
    </div>
  );
}
