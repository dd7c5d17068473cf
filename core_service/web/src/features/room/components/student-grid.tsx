/** The grid of places, five wide: only a change of seats moves a card (UI 1, acceptance 6). */
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { useRoomState } from "../room-provider";
import { inSeatOrder, type Placed } from "../student-status";
import classes from "./student-grid.module.css";

interface StudentGridProps {
  /** Draws one place; `isReachable` for the one that Tab reaches. */
  children: (studentId: string, isReachable: boolean) => ReactNode;
  onOpen: (studentId: string) => void;
}

export function StudentGrid({ children, onOpen }: StudentGridProps) {
  const studentIds = useSeatedIds();
  const [reachableId, setReachableId] = useState<string | null>(null);
  const grid = useRef<HTMLDivElement>(null);
  const reachable = reachableId && studentIds.includes(reachableId) ? reachableId : studentIds[0];

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const card = (event.target as HTMLElement).closest<HTMLElement>("[data-student-id]");
    const id = card?.dataset["studentId"];
    if (!card || !id) return;
    if (event.key === "Enter" && event.target === card) {
      event.preventDefault();
      onOpen(id);
      return;
    }
    const step = stepOf(event.key, columnsOf(grid.current));
    const target = step === 0 ? undefined : studentIds[studentIds.indexOf(id) + step];
    if (target === undefined) return;
    event.preventDefault();
    setReachableId(target);
    grid.current?.querySelector<HTMLElement>(`[data-student-id="${target}"]`)?.focus();
  };
  const onFocus = (event: { target: EventTarget }) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>("[data-student-id]")?.dataset[
      "studentId"
    ];
    if (id) setReachableId(id);
  };
  return (
    <div
      ref={grid}
      className={classes.grid}
      role="group"
      aria-label="Students by seat"
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      {studentIds.map((id) => children(id, id === reachable))}
    </div>
  );
}

/** Ids in seat order; the list keeps its identity while nobody comes, goes or changes seat. */
function useSeatedIds(): string[] {
  const places = useRoomState(useShallow(({ students }) => Object.values(students).map(placeText)));
  return useMemo(() => inSeatOrder(places.map(studentAtPlace)).map(({ id }) => id), [places]);
}

function placeText({ id, seat, name }: Placed): string {
  return JSON.stringify([id, seat, name]);
}

function studentAtPlace(text: string): Placed {
  const [id, seat, name] = JSON.parse(text) as [string, string | null, string];
  return { id, seat, name };
}

function columnsOf(grid: HTMLElement | null): number {
  if (!grid) return 1;
  return getComputedStyle(grid).gridTemplateColumns.split(" ").length;
}

function stepOf(key: string, columns: number): number {
  switch (key) {
    case "ArrowRight":
      return 1;
    case "ArrowLeft":
      return -1;
    case "ArrowDown":
      return columns;
    case "ArrowUp":
      return -columns;
    default:
      return 0;
  }
}
