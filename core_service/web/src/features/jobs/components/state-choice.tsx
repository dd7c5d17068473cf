/** How many jobs are in each state; a touch shows those. */
import type { components } from "~/generated/api";
import type { JobState } from "../api";
import { STATE_WORDS, STATES } from "../words";
import classes from "./jobs.module.css";

interface StateChoiceProps {
  counts: readonly components["schemas"]["JobCount"][];
  state: JobState;
  onChoose: (state: JobState) => void;
}

export function StateChoice({ counts, state, onChoose }: StateChoiceProps) {
  const countOf = (wanted: JobState) => counts.find((each) => each.state === wanted)?.count ?? 0;
  return (
    <div className={classes.states} role="group" aria-label="Which jobs">
      {STATES.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === state}
          onClick={() => onChoose(each)}
        >
          <strong>{countOf(each)}</strong> <span>{STATE_WORDS[each]}</span>
        </button>
      ))}
    </div>
  );
}
