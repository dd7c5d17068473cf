/** Every badge with what it is for and how far one is; for effort, never for being better than others (R262). */
import { useAgeTier } from "~/ui/age-tier";
import { ReadToYoungest } from "~/ui/read-to-youngest";
import type { Badge } from "../api";
import { progressWords } from "../words";
import { BadgeSign } from "./badge-sign";
import classes from "./badge-list.module.css";

export function BadgeList({ badges }: { badges: readonly Badge[] }) {
  return (
    <ul className={classes.list}>
      {badges.map((badge) => (
        <BadgeRow key={badge.badge} badge={badge} />
      ))}
    </ul>
  );
}

function BadgeRow({ badge }: { badge: Badge }) {
  const isEarly = useAgeTier() === "EARLY";
  const progress = progressWords(badge);
  const steps = `${badge.step} of ${badge.steps.length} steps earned`;
  return (
    <li>
      <BadgeSign badge={badge} size={80} />
      <div>
        <h2>{badge.name}</h2>
        <p>{badge.words}</p>
        <div className={classes.steps}>
          <span role="img" aria-label={steps}>
            {badge.steps.map((step, place) => (
              <i key={step} data-earned={place < badge.step} />
            ))}
          </span>
          {progress && !isEarly && <small>{progress} for the next step</small>}
          {!progress && <small>Complete</small>}
        </div>
      </div>
      <ReadToYoungest text={`${badge.name}. ${badge.words}`} />
    </li>
  );
}
