import { useEffect, useState } from "react";

/** False at first, true once the delay has passed: for skeletons that should not flash. */
export function useDelayed(delayMs: number): boolean {
  const [hasPassed, setHasPassed] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setHasPassed(true), delayMs);
    return () => window.clearTimeout(timer);
  }, [delayMs]);
  return hasPassed;
}
