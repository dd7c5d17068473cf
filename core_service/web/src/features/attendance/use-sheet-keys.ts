/** The sheet's keys: arrows between rows, P L A E marks the row, Shift P everybody, U undoes (UI 8). */
import { type RefObject, useEffect, useEffectEvent } from "react";
import type { AttendanceStatus } from "~/lib/contract";
import { isTyping } from "~/ui/single-keys";

interface SheetKeyActs {
  mark: (studentId: string, status: AttendanceStatus) => void;
  allHere: () => void;
  undo: () => void;
}

const MARK_KEYS: Readonly<Record<string, AttendanceStatus>> = {
  p: "PRESENT",
  l: "LATE",
  a: "ABSENT",
  e: "EXCUSED",
};

export function useSheetKeys(
  list: RefObject<HTMLUListElement | null>,
  areOn: boolean,
  acts: SheetKeyActs,
): void {
  const press = (event: KeyboardEvent): boolean => {
    if (event.key === "ArrowDown") return step(list.current, 1);
    if (event.key === "ArrowUp") return step(list.current, -1);
    if (!areOn) return false;
    const key = event.key.toLowerCase();
    if (key === "u") return run(acts.undo);
    if (key === "p" && event.shiftKey) return run(acts.allHere);
    const status = MARK_KEYS[key];
    const studentId = rowOf(document.activeElement)?.dataset["student"];
    if (status === undefined || studentId === undefined) return false;
    acts.mark(studentId, status);
    return true;
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
    if (press(event)) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

/** To the same mark of the next row; from elsewhere to the first row. */
function step(list: HTMLUListElement | null, by: 1 | -1): boolean {
  const rows = [...(list?.querySelectorAll<HTMLElement>("[data-student]") ?? [])];
  const current = rowOf(document.activeElement);
  const index = current ? rows.indexOf(current) + by : 0;
  const row = rows[index];
  if (row === undefined) return false;
  const column = (document.activeElement as HTMLElement | null)?.dataset["mark"];
  const target =
    (column && row.querySelector<HTMLElement>(`[data-mark="${column}"]`)) ??
    row.querySelector<HTMLElement>("[data-mark]");
  if (target instanceof HTMLElement) target.focus();
  return true;
}

function rowOf(element: Element | null): HTMLElement | null {
  return element?.closest<HTMLElement>("[data-student]") ?? null;
}

function isElsewhere(target: EventTarget | null): boolean {
  if (isTyping(target)) return true;
  return target instanceof Element && target.closest("[role='dialog'], [role='menu']") !== null;
}

function run(act: () => void): boolean {
  act();
  return true;
}
