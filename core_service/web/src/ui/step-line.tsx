/** Levels over time as a line of steps, with the same in words for those who do not see it. */
import classes from "./step-line.module.css";

export interface Step {
  at: string;
  level: number;
}

interface StepLineProps {
  /** Oldest first; the first is where it began. */
  steps: readonly Step[];
  /** Until when the last step holds, in milliseconds since 1970. */
  until: number;
}

const WIDTH = 300;
const HEIGHT = 110;
const LEFT = 28;
const TOP = 10;
const BOTTOM = 24;
const MONTHS_SHOWN = 4;

export function StepLine({ steps, until }: StepLineProps) {
  const first = steps[0];
  const last = steps.at(-1);
  if (!first || !last) return null;
  const levels = steps.map(({ level }) => level);
  const low = Math.max(0, Math.floor(Math.min(...levels)) - 1);
  const high = Math.ceil(Math.max(...levels)) + 1;
  const from = Math.min(Date.parse(first.at), until - 1);
  const x = (at: number) => LEFT + ((at - from) / (until - from)) * (WIDTH - LEFT - 8);
  const y = (level: number) => TOP + ((high - level) / (high - low)) * (HEIGHT - TOP - BOTTOM);
  return (
    <svg
      className={classes.line}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={words(steps)}
    >
      {Array.from({ length: high - low + 1 }, (_, place) => low + place).map((level) => (
        <g key={level}>
          <line className={classes.grid} x1={LEFT} x2={WIDTH - 8} y1={y(level)} y2={y(level)} />
          <text x={LEFT - 10} y={y(level) + 4} textAnchor="end">
            {level}
          </text>
        </g>
      ))}
      {monthsBetween(from, until).map(({ at, name }) => (
        <text key={at} x={x(at)} y={HEIGHT - 6}>
          {name}
        </text>
      ))}
      <path className={classes.path} d={pathOf(steps, x, y, until)} />
      <circle className={classes.now} cx={x(until)} cy={y(last.level)} r={5} />
    </svg>
  );
}

function pathOf(
  steps: readonly Step[],
  x: (at: number) => number,
  y: (level: number) => number,
  until: number,
): string {
  const moves = steps.map(({ at, level }, place) =>
    place === 0 ? `M${x(Date.parse(at))} ${y(level)}` : `H${x(Date.parse(at))}V${y(level)}`,
  );
  return `${moves.join("")}H${x(until)}`;
}

/** The first days of up to four months, evenly chosen. */
function monthsBetween(from: number, until: number): { at: number; name: string }[] {
  const months: { at: number; name: string }[] = [];
  const day = new Date(from);
  for (let month = day.getUTCMonth() + 1; ; month += 1) {
    const at = Date.UTC(day.getUTCFullYear(), month, 1);
    if (at >= until) break;
    const name = new Date(at).toLocaleString("en-GB", { month: "short", timeZone: "UTC" });
    months.push({ at, name });
  }
  const every = Math.max(1, Math.ceil(months.length / MONTHS_SHOWN));
  return months.filter((_, place) => place % every === 0);
}

function words(steps: readonly Step[]): string {
  const told = steps.map(({ at, level }) => {
    const day = new Date(at).toLocaleDateString("en-GB", {
      day: "numeric",
      month: "long",
      year: "numeric",
    });
    return `level ${level} from ${day}`;
  });
  return `${told.join(", ")}, until today`;
}
