/** One Tab stop for a whole class; arrows go from place to place, Enter opens (UI 5, Keys). */
import { type KeyboardEvent, useRef, useState } from "react";

export function useRovingPlaces(
  studentIds: string[],
  onOpen: (studentId: string) => void,
  columnsOf: (places: HTMLElement) => number,
) {
  const places = useRef<HTMLDivElement>(null);
  const [lastId, setLastId] = useState<string | null>(null);
  const reachableId = lastId && studentIds.includes(lastId) ? lastId : studentIds[0];

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const place = (event.target as HTMLElement).closest<HTMLElement>("[data-student-id]");
    const id = place?.dataset["studentId"];
    if (!place || !id || !places.current || isOwnArrows(event.target)) return;
    if (event.key === "Enter" && event.target === place) {
      event.preventDefault();
      onOpen(id);
      return;
    }
    const step = stepOf(event.key, columnsOf(places.current));
    const target = step === 0 ? undefined : studentIds[studentIds.indexOf(id) + step];
    if (target === undefined) return;
    event.preventDefault();
    setLastId(target);
    places.current.querySelector<HTMLElement>(`[data-student-id="${target}"]`)?.focus();
  };
  const onFocus = (event: { target: EventTarget }) => {
    const place = (event.target as HTMLElement).closest<HTMLElement>("[data-student-id]");
    const id = place?.dataset["studentId"];
    if (id) setLastId(id);
  };
  return { places, reachableId, handlers: { onKeyDown, onFocus } };
}

/** Radio buttons use the arrows themselves. */
function isOwnArrows(target: EventTarget): boolean {
  return target instanceof HTMLInputElement;
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

/** How many places stand side by side in a CSS grid. */
export function gridColumnsOf(grid: HTMLElement): number {
  return getComputedStyle(grid).gridTemplateColumns.split(" ").length;
}
