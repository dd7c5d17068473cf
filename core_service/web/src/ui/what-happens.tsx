/** What an act brings about, said before it is done. */
import type { ReactNode } from "react";
import classes from "./warning.module.css";

interface WhatHappensProps {
  points: readonly string[];
  /** Doing it, or not now. */
  children: ReactNode;
}

export function WhatHappens({ points, children }: WhatHappensProps) {
  return (
    <div className={classes.warning} role="group" aria-label="What happens">
      <ul>
        {points.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {children}
    </div>
  );
}
