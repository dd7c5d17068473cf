/** Sizes a child's screen by their age: everything below the frame reads its type and targets from it (UI 2). */
import "@fontsource/andika/400.css";
import "@fontsource/andika/700.css";
import { createContext, type ReactNode, use } from "react";
import type { AgeTier } from "~/lib/contract";
import classes from "./age-tier.module.css";

const AgeTierContext = createContext<AgeTier>("SENIOR");

interface AgeTierFrameProps {
  tier: AgeTier;
  children: ReactNode;
}

export function AgeTierFrame({ tier, children }: AgeTierFrameProps) {
  return (
    <AgeTierContext value={tier}>
      <div className={classes.frame} data-age-tier={tier}>
        {children}
      </div>
    </AgeTierContext>
  );
}

/** The tier of the frame above; grown-ups' pages have none and count as SENIOR. */
export function useAgeTier(): AgeTier {
  return use(AgeTierContext);
}

const TARGETS: Readonly<Record<AgeTier, number>> = { SENIOR: 48, JUNIOR: 56, EARLY: 72 };

/** The smallest edge of anything to touch, in pixels. */
export function useTarget(): number {
  return TARGETS[useAgeTier()];
}
