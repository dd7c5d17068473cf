/** A few badges on the start page: what was earned, and how near the next one is. */
import type { Badge } from "../api";
import { nearestWords } from "../words";
import { BadgeSign } from "./badge-sign";
import classes from "./badge-shelf.module.css";

const PLACES = 6;

export function BadgeShelf({ badges }: { badges: readonly Badge[] }) {
  const earnedFirst = [...badges].sort((a, b) => Number(b.step > 0) - Number(a.step > 0));
  const next = nearestWords(badges);
  return (
    <section className={classes.shelf} aria-labelledby="badge-shelf">
      <h2 id="badge-shelf">Badges</h2>
      <ul>
        {earnedFirst.slice(0, PLACES).map((badge) => (
          <li key={badge.badge}>
            <BadgeSign badge={badge} />
            {badge.name}
            <span className="visually-hidden">{badge.step > 0 ? "earned" : "not yet"}</span>
          </li>
        ))}
      </ul>
      {next && <p>{next}</p>}
    </section>
  );
}
