/** An exercise's time limit: quiet until two minutes are left, then said once; the server hands in at its end. */
import { IconHourglassLow } from "@tabler/icons-react";
import { useEffect, useEffectEvent } from "react";
import { clockText, MINUTE_MS } from "~/lib/durations";
import { useAgeTier } from "~/ui/age-tier";
import { useNow } from "~/ui/use-now";
import { Speaker } from "./speaker";
import classes from "./time-limit.module.css";

const WARN_BEFORE_MS = 2 * MINUTE_MS;

interface TimeLimitProps {
  deadlineAt: string | null;
  onTimeUp: () => void;
}

export function TimeLimit({ deadlineAt, onTimeUp }: TimeLimitProps) {
  if (deadlineAt === null) return null;
  return <RunningLimit deadline={Date.parse(deadlineAt)} onTimeUp={onTimeUp} />;
}

function RunningLimit({ deadline, onTimeUp }: { deadline: number; onTimeUp: () => void }) {
  const left = deadline - useNow();
  const isUp = left <= 0;
  const isEarly = useAgeTier() === "EARLY";
  const tellTimeUp = useEffectEvent(onTimeUp);
  useEffect(() => {
    if (isUp) tellTimeUp();
  }, [isUp]);
  if (left > WARN_BEFORE_MS) {
    const minutes = Math.ceil(left / MINUTE_MS);
    return isEarly ? null : <p className={classes.limit}>{minutes} min left for this exercise</p>;
  }
  const words = isUp ? "Time is up, what is there is handed in" : "Nearly time to hand in";
  return (
    <p className={classes.limit} data-soon>
      <IconHourglassLow aria-hidden stroke={1.8} />
      <span role="alert">{words}</span>
      {isEarly && <Speaker text={words} what="this" />}
      {!isUp && !isEarly && <span>{clockText(left)}, then what is there is handed in</span>}
    </p>
  );
}
