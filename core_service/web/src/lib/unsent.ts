/** Which forms hold words that nobody has sent yet, so that leaving the page can ask first (UI 1.7). */
import { useEffect, useId } from "react";

const holders = new Set<string>();

export function hasUnsent(): boolean {
  return holders.size > 0;
}

export function noteUnsent(holder: string, isUnsent: boolean): void {
  if (isUnsent) holders.add(holder);
  else holders.delete(holder);
}

/** For a field that is no form of its own. */
export function useUnsent(isUnsent: boolean): void {
  const holder = useId();
  useEffect(() => {
    noteUnsent(holder, isUnsent);
    return () => noteUnsent(holder, false);
  }, [holder, isUnsent]);
}
