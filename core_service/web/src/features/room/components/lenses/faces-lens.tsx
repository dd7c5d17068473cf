/** The class by their faces, in the same places as their cards. */
import type { ReactNode } from "react";
import { gridColumnsOf, useRovingPlaces } from "../../use-roving-places";
import classes from "./faces-lens.module.css";

interface FacesLensProps {
  studentIds: string[];
  children: (studentId: string, isReachable: boolean) => ReactNode;
  onOpen: (studentId: string) => void;
}

export function FacesLens({ studentIds, children, onOpen }: FacesLensProps) {
  const { places, reachableId, handlers } = useRovingPlaces(studentIds, onOpen, gridColumnsOf);
  return (
    <div
      ref={places}
      className={classes.faces}
      role="group"
      aria-label="Students by their faces: minutes with you of minutes here"
      {...handlers}
    >
      {studentIds.map((id) => children(id, id === reachableId))}
    </div>
  );
}
