/** Keys of the page; single keys sleep while a person types, and where a button would take them itself. */
import { useEffect, useEffectEvent } from "react";
import { useSingleKeys } from "~/ui/single-keys";

const TYPING = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(TYPING) !== null;
}

/** Calls back with each key pressed anywhere, with no modifier; with none that writes where single keys are off. */
export function useKeys(onKey: (event: KeyboardEvent) => void): void {
  const [areKeysOn] = useSingleKeys();
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (!areKeysOn && event.key.length === 1) return;
    onKey(event);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
