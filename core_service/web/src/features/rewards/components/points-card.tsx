/** Points and the star they lead to, and how often somebody came in a row; never beside anybody else's. */
import { IconFlame, IconStarFilled } from "@tabler/icons-react";
import { weekdayText } from "~/lib/durations";
import { counted } from "~/lib/wording";
import { useAgeTier } from "~/ui/age-tier";
import { ReadAloud } from "~/ui/read-aloud";
import type { Rewards } from "../api";
import { starWords, streakWords } from "../words";
import classes from "./points-card.module.css";

interface PointsCardProps {
  rewards: Rewards;
  /** Of the centre, for the days of the row. */
  timeZone?: string;
  isToday: boolean;
}

export function PointsCard({ rewards, timeZone, isToday }: PointsCardProps) {
  const isEarly = useAgeTier() === "EARLY";
  const { points, level, streak, newestInRow } = rewards;
  if (isEarly) {
    const stars = `You have ${counted(level.number, "star")}`;
    return (
      <section className={classes.card} data-row aria-label={stars}>
        <IconStarFilled className={classes.star} aria-hidden />
        <strong className={classes.points}>{level.number}</strong>
        <ReadAloud text={stars} size={72} />
      </section>
    );
  }
  return (
    <section className={classes.card} aria-label="Your points">
      <div className={classes.line}>
        <IconStarFilled className={classes.star} aria-hidden />
        <p>
          <strong className={classes.points}>{points.toLocaleString("en-GB")}</strong>
          <span>points, {starWords(rewards)}</span>
        </p>
      </div>
      <div className={classes.flames} aria-hidden>
        {newestInRow.map((at) => (
          <span key={at}>
            <i data-lit>
              <IconFlame stroke={1.8} />
            </i>
            {weekdayText(at, timeZone)}
          </span>
        ))}
        <span>
          <i />
          {isToday ? "today" : "next"}
        </span>
      </div>
      <p>{streakWords(streak)}</p>
    </section>
  );
}
