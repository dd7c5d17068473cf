/** Keys that work on every staff page: Ctrl K for the palette, / for the page's search, ? for the list (UI 3). */
import { lazy, Suspense, useEffect, useEffectEvent, useRef, useState } from "react";
import type { SessionSummary } from "~/lib/contract";
import { isTyping, useSingleKeys } from "~/ui/single-keys";
import type { PlaceGroup } from "./navigation";

const Palette = lazy(async () => ({ default: (await import("./palette")).Palette }));
const ShellKeyList = lazy(async () => ({
  default: (await import("./shell-key-list")).ShellKeyList,
}));

interface ShellKeysProps {
  groups: PlaceGroup[];
  /** Today's, as far as the person sees them. */
  sessions: SessionSummary[];
}

export function ShellKeys({ groups, sessions }: ShellKeysProps) {
  const [shown, setShown] = useState<"palette" | "keys" | null>(null);
  const [areKeysOn] = useSingleKeys();
  const before = useRef<Element | null>(null);
  const show = (what: "palette" | "keys") => {
    if (shown === null) before.current = document.activeElement;
    setShown(what);
  };
  const close = () => {
    setShown(null);
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (shown === "palette") close();
      else show("palette");
      return;
    }
    const isChord = event.ctrlKey || event.metaKey || event.altKey;
    if (!areKeysOn || isChord || event.defaultPrevented || isTyping(event.target)) return;
    if (event.key === "?") show("keys");
    else if (event.key === "/") search(event);
  });
  // Pages listen further in, at the document: what they take is not done twice.
  useEffect(() => {
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
  return (
    <Suspense fallback={null}>
      {shown === "palette" && <Palette groups={groups} sessions={sessions} onClose={close} />}
      {shown === "keys" && <ShellKeyList onClose={close} />}
    </Suspense>
  );
}

function search(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLElement>("main [data-search]");
  if (field === null) return;
  event.preventDefault();
  field.focus();
}
