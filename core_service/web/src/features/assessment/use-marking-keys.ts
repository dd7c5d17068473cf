/** The marking view's keys (UI 11); single keys sleep while someone types and can be switched off (WCAG 2.1.4). */
import { useEffect, useEffectEvent, useRef } from "react";
import { isInDialog, isTyping } from "~/ui/single-keys";

interface MarkingKeyActs {
  step: (by: 1 | -1) => void;
  points: (points: number) => void;
  note: () => void;
  feedback: () => void;
  undo: () => void;
  item: (by: 1 | -1) => void;
  confirm: () => void;
  save: () => void;
  giveBack: () => void;
  showKeys: () => void;
  back: () => void;
  /** The most points of the row that has the focus. */
  most: () => number;
}

/** A second digit so soon makes 1 and 2 a 12, where there are as many points. */
const TWO_DIGITS_WITHIN_MS = 900;

export function useMarkingKeys(acts: MarkingKeyActs, areSingleKeysOn: boolean): void {
  const typed = useRef({ points: 0, at: 0 });
  const digit = (key: string) => {
    const joined = typed.current.points * 10 + Number(key);
    const isSecond = Date.now() - typed.current.at < TWO_DIGITS_WITHIN_MS;
    const points = isSecond && joined <= acts.most() ? joined : Number(key);
    typed.current = { points, at: Date.now() };
    if (points <= acts.most()) acts.points(points);
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isInDialog(event.target)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      (event.shiftKey ? acts.giveBack : acts.save)();
      event.preventDefault();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      leaveFieldOr(acts.back, event.target);
      return;
    }
    if (isTyping(event.target) || !areSingleKeysOn) return;
    if (/^[0-9]$/.test(event.key)) digit(event.key);
    else {
      typed.current.at = 0;
      if (!press(acts, event.key)) return;
    }
    event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}

function press(acts: MarkingKeyActs, key: string): boolean {
  const act = actOf(acts, key);
  act?.();
  return act !== null;
}

function actOf(acts: MarkingKeyActs, key: string): (() => void) | null {
  switch (key.toLowerCase()) {
    case "arrowdown":
      return () => acts.step(1);
    case "arrowup":
      return () => acts.step(-1);
    case "c":
      return acts.note;
    case "f":
      return acts.feedback;
    case "z":
      return acts.undo;
    case "j":
      return () => acts.item(1);
    case "k":
      return () => acts.item(-1);
    case "y":
      return acts.confirm;
    case "?":
      return acts.showKeys;
    default:
      return null;
  }
}

/** The first Esc leaves the field and keeps its words; the next one steps back. */
function leaveFieldOr(back: () => void, target: EventTarget | null): void {
  if (isTyping(target) && target instanceof HTMLElement) target.blur();
  else back();
}
