/** The control centre's single keys (UI 5); they sleep while someone types and can be switched off. */
import { useEffect, useEffectEvent, useRef } from "react";
import { LENSES, type Lens } from "~/features/room/lens";
import type { AttendanceStatus } from "~/lib/contract";
import { isInDialog, isTyping } from "~/ui/single-keys";

export interface KeyActs {
  /** The student in the panel, else the one whose card has the focus. */
  student: () => string | null;
  nextHand: () => void;
  nextLook: () => void;
  helped: (studentId: string) => void;
  toggleMode: (studentId: string) => void;
  assign: (studentId: string | null) => void;
  message: (studentId: string) => void;
  encourage: (studentId: string) => void;
  mark: (studentId: string, status: AttendanceStatus) => void;
  tellEveryone: () => void;
  step: (by: 1 | -1) => void;
  focus: (studentId: string | null) => void;
  lens: (lens: Lens) => void;
  undo: () => void;
  search: () => void;
  showKeys: () => void;
  /** To the card of the student that one is at, or the one that Tab would reach. */
  toCard: () => void;
  back: () => void;
}

const ATTENDANCE_KEYS: Readonly<Record<string, AttendanceStatus>> = {
  p: "PRESENT",
  l: "LATE",
  a: "ABSENT",
  e: "EXCUSED",
};
const CHORD_MS = 1_500;

export function useCentreKeys(acts: KeyActs, isOn: boolean): void {
  const chordUntil = useRef(0);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isInDialog(event.target)) return;
    if (event.key === "Escape") {
      escape(acts, event.target);
      return;
    }
    if (!isOn || isTyping(event.target)) return;
    const key = event.key.toLowerCase();
    const mark = Date.now() < chordUntil.current ? ATTENDANCE_KEYS[key] : undefined;
    chordUntil.current = key === "h" ? Date.now() + CHORD_MS : 0;
    const isDone = mark ? forStudent(acts, (id) => acts.mark(id, mark)) : press(acts, event, key);
    if (isDone) event.preventDefault();
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

function press(acts: KeyActs, event: KeyboardEvent, key: string): boolean {
  switch (key) {
    case "n":
      return run(event.shiftKey ? acts.nextLook : acts.nextHand);
    case "r":
      return forStudent(acts, acts.helped);
    case "t":
      return forStudent(acts, acts.toggleMode);
    case "a":
      return run(() => acts.assign(acts.student()));
    case "m":
      return forStudent(acts, acts.message);
    case "g":
      return forStudent(acts, acts.encourage);
    case "b":
      return run(acts.tellEveryone);
    case "j":
      return run(() => acts.step(1));
    case "k":
      return run(() => acts.step(-1));
    case "f":
      return run(() => acts.focus(acts.student()));
    case "1":
    case "2":
    case "3":
      return run(() => acts.lens(LENSES[Number(key) - 1] ?? "work"));
    case "u":
      return run(acts.undo);
    case "/":
      return run(acts.search);
    case "?":
      return run(acts.showKeys);
    default:
      return false;
  }
}

function run(act: () => void): true {
  act();
  return true;
}

function forStudent(acts: KeyActs, act: (studentId: string) => void): boolean {
  const studentId = acts.student();
  if (studentId !== null) act(studentId);
  return studentId !== null;
}

/** The first Esc leaves the field for the card and keeps its words; the next one steps back. */
function escape(acts: KeyActs, target: EventTarget | null): void {
  if (!isTyping(target)) return acts.back();
  if (target instanceof HTMLElement) target.blur();
  acts.toCard();
}
