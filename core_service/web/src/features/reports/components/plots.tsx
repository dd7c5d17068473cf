/** Plots that no library draws as we need them: dumbbells, dots with intervals, strips, heat maps. */
import { dayText } from "~/lib/durations";
import { counted } from "~/lib/wording";
import { type DataColumn, DataTable } from "~/ui/data-table";
import type { ReportBodies } from "../api";
import { MOVEMENT_WORDS, type RowOf } from "../columns";
import type { HeatRow, Strip } from "../shapes";
import classes from "./reports.module.css";

const MOST_STRIPS = 12;

/** Where something lies between nought and most, as a CSS length. */
export const along = (value: number, most: number) =>
  `${Math.min(100, Math.max(0, (value / most) * 100))}%`;

/** Level 90 days ago and now; standing still is named, never coloured alone. */
export function Dumbbells({ rows }: { rows: readonly RowOf<"progress">[] }) {
  const most = Math.max(1, ...rows.map(({ level, levelThen }) => Math.max(level, levelThen ?? 0)));
  return (
    <ul className={classes.plot}>
      {rows.map((row) => {
        const then = row.levelThen ?? row.level;
        const [low, high] = [Math.min(then, row.level), Math.max(then, row.level)];
        const from = row.levelThen === null ? "new" : `${row.levelThen}`;
        return (
          <li key={`${row.studentId} ${row.courseId}`}>
            <span className={classes.plotName}>
              {row.studentName}, {row.courseName}
            </span>
            <span className={classes.track} aria-hidden>
              <i
                className={classes.bar}
                style={{ left: along(low, most), width: along(high - low, most) }}
              />
              <i className={classes.hollow} style={{ left: along(then, most) }} />
              <i className={classes.dot} style={{ left: along(row.level, most) }} />
            </span>
            <span className={classes.plotEnd}>
              {from} → {row.level}, {MOVEMENT_WORDS[row.movement]}
              {row.movement === "STALLED" && ` for ${counted(row.weeksAtLevel, "week")}`}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

/** What share was mastered, with the interval in which it surely lies. */
export function Intervals({ report }: { report: ReportBodies["tutor-outcomes"] }) {
  return (
    <>
      {report.figures.mixesDiffer && (
        <p className={classes.quiet}>
          Mixes differ: these tutors teach other courses and levels, so the dots are not to be
          compared.
        </p>
      )}
      <ul className={classes.plot}>
        {report.rows.map((row) => (
          <li key={row.tutorId}>
            <span className={classes.plotName}>{row.tutorName}</span>
            <span className={classes.track} aria-hidden>
              <i
                className={classes.bar}
                style={{
                  left: along(row.lowPercent, 100),
                  width: along(row.highPercent - row.lowPercent, 100),
                }}
              />
              <i className={classes.dot} style={{ left: along(row.masteredPercent, 100) }} />
            </span>
            <span className={classes.plotEnd}>
              {Math.round(row.masteredPercent)}% ({Math.round(row.lowPercent)} to{" "}
              {Math.round(row.highPercent)}%) of {row.attempts}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A strip for each of the newest sessions, a dot for each hand, the limit as a line. */
export function Strips({ strips, limit }: { strips: readonly Strip[]; limit: number }) {
  const shown = strips.slice(0, MOST_STRIPS);
  const longest = shown.flatMap(({ waits }) => waits.map(({ seconds }) => seconds));
  const most = Math.max(limit * 1.2, ...longest);
  return (
    <>
      <ul className={classes.plot}>
        {shown.map((strip) => (
          <li key={strip.sessionId}>
            <span className={classes.plotName}>
              {strip.name}, {dayText(strip.at)}
            </span>
            <span className={classes.track} aria-hidden>
              {strip.waits.map((wait, place) => (
                <i
                  key={place}
                  className={classes.dot}
                  data-late={wait.isLate}
                  style={{ left: along(wait.seconds, most) }}
                />
              ))}
              <i className={classes.limit} style={{ left: along(limit, most) }} />
            </span>
            <span className={classes.plotEnd}>
              {counted(strip.waits.length, "hand")},{" "}
              {strip.waits.filter(({ isLate }) => isLate).length} over the limit
            </span>
          </li>
        ))}
      </ul>
      {strips.length > MOST_STRIPS && (
        <p className={classes.quiet}>
          The {MOST_STRIPS} newest of {strips.length} sessions; all are in the table.
        </p>
      )}
    </>
  );
}

const SPARK_WIDTH = 140;
const SPARK_HEIGHT = 28;

/** Weeks as a small line from nought to the most. */
export function Spark({ points }: { points: readonly number[] }) {
  const most = Math.max(1, ...points);
  const x = (place: number) => (place / Math.max(1, points.length - 1)) * SPARK_WIDTH;
  const y = (value: number) => SPARK_HEIGHT - 2 - (value / most) * (SPARK_HEIGHT - 4);
  return (
    <svg width={SPARK_WIDTH} height={SPARK_HEIGHT} viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`}>
      <polyline
        points={points.map((value, place) => `${x(place)},${y(value)}`).join(" ")}
        fill="none"
        stroke="var(--brand)"
        strokeWidth={2}
      />
    </svg>
  );
}

interface HeatMapProps {
  /** What a row is: "Day". */
  of: string;
  rows: readonly HeatRow[];
  /** What the numbers are: "Taken seats in percent". */
  label: string;
  unit?: string;
}

/** Numbers stand in the squares, so that colour alone says nothing. */
export function HeatMap({ of, rows, label, unit = "" }: HeatMapProps) {
  const values = rows.flatMap(({ cells }) => cells.flatMap(({ value }) => value ?? []));
  const most = Math.max(1, ...values);
  const columns = (rows[0]?.cells ?? []).map(({ name }, at): DataColumn<HeatRow> => ({
    label: name,
    cell: (row) => <Heat value={row.cells[at]?.value ?? null} most={most} unit={unit} />,
  }));
  return (
    <figure className={classes.heatFrame}>
      <figcaption>{label}</figcaption>
      <DataTable
        caption={label}
        className={classes.heat}
        columns={[{ label: of, cell: ({ name }) => name }, ...columns]}
        rows={rows}
        keyOf={({ name }) => name}
        minWidth={columns.length * 46 + 80}
      />
    </figure>
  );
}

function Heat({ value, most, unit }: { value: number | null; most: number; unit: string }) {
  if (value === null) return null;
  const share = Math.round((value / most) * 35);
  return (
    <span style={{ background: `color-mix(in srgb, var(--brand) ${share}%, var(--surface))` }}>
      {`${Math.round(value)}${unit}`}
    </span>
  );
}
