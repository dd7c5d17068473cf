/** Twelve weeks of attendance as a line, with the same in words for those who do not see it. */
import type { ClassTrend } from "../api";
import classes from "./classes.module.css";

const WIDTH = 168;
const HEIGHT = 36;
const PADDING = 4;

export function TrendLine({ weeks }: Pick<ClassTrend, "weeks">) {
  const points = weeks.flatMap(({ attendedPercent }, week) =>
    attendedPercent === null ? [] : [{ week, percent: attendedPercent }],
  );
  const last = points.at(-1);
  if (last === undefined) return <span className={classes.none}>Nothing marked in 12 weeks</span>;
  const x = (week: number) =>
    PADDING + (week / Math.max(1, weeks.length - 1)) * (WIDTH - 2 * PADDING);
  const y = (percent: number) => HEIGHT - PADDING - (percent / 100) * (HEIGHT - 2 * PADDING);
  return (
    <span className={classes.trend}>
      <svg
        width={WIDTH}
        height={HEIGHT}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={trendWords(weeks)}
      >
        <path d={`M0 ${y(100)}H${WIDTH}`} stroke="var(--line)" />
        <polyline
          points={points.map(({ week, percent }) => `${x(week)},${y(percent)}`).join(" ")}
          fill="none"
          stroke="var(--brand)"
          strokeWidth="2"
          strokeLinejoin="round"
        />
        <circle cx={x(last.week)} cy={y(last.percent)} r="3.500" fill="var(--brand)" />
      </svg>
      <strong>{Math.round(last.percent)}%</strong>
    </span>
  );
}

/** "Attendance over 12 weeks: from 92% to 88%, lowest 75%". */
function trendWords(weeks: ClassTrend["weeks"]): string {
  const percents = weeks.flatMap(({ attendedPercent }) =>
    attendedPercent === null ? [] : [Math.round(attendedPercent)],
  );
  const [first] = percents;
  const last = percents.at(-1);
  if (first === undefined || last === undefined) return "Nothing marked in 12 weeks";
  return `Attendance over ${weeks.length} weeks: from ${first}% to ${last}%, lowest ${Math.min(...percents)}%`;
}
