/** What charts draw, made from a report's rows. Pure. */
import type { ReportBodies } from "./api";
import type { RowOf } from "./columns";

const SERIES_COLOURS = [
  "var(--brand)",
  "var(--working-fill)",
  "var(--quiet-fill)",
  "var(--finished-fill)",
  "var(--hand-fill)",
  "var(--away)",
];

interface Series {
  name: string;
  label: string;
  color: string;
}

/** "7 Sep". */
export function weekName(day: string): string {
  return new Date(`${day}T12:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  });
}

/** Each week with the hours of each tutor; weeks without a session are there too. */
export function workloadShape({ rows, figures }: ReportBodies["tutor-workload"]) {
  const tutors = new Map(rows.map((row) => [row.tutorId, row.tutorName]));
  const series = [...tutors].map(([name, label], place): Series => ({
    name,
    label,
    color: SERIES_COLOURS[place % SERIES_COLOURS.length] ?? "var(--brand)",
  }));
  const weeks = figures.weeks.map((week) => {
    const hours = rows.filter((row) => row.weekStartsOn === week);
    return {
      week: weekName(week),
      ...Object.fromEntries(hours.map((row) => [row.tutorId, row.hours])),
    };
  });
  return { series, weeks };
}

export interface HeatRow {
  name: string;
  cells: { name: string; value: number | null }[];
}

/** Students by course and level, of all tutors in view together. */
export function levelHeat({ distribution }: ReportBodies["tutor-workload"]["figures"]): HeatRow[] {
  const levels = [...new Set(distribution.flatMap(({ level }) => level ?? []))].sort(
    (a, b) => a - b,
  );
  const courses = [...new Set(distribution.map(({ courseName }) => courseName))];
  return courses.map((name) => ({
    name,
    cells: levels.map((level) => {
      const found = distribution.filter((each) => each.courseName === name && each.level === level);
      const students = found.reduce((sum, each) => sum + each.students, 0);
      return { name: String(level), value: students || null };
    }),
  }));
}

/** How full each hour of the week is, from the first hour with a session to the last. */
export function seatHeat(rows: readonly RowOf<"seats">[], weekdays: readonly string[]): HeatRow[] {
  const hours = rows.map(({ hour }) => hour);
  const first = Math.min(...hours);
  const count = rows.length === 0 ? 0 : Math.max(...hours) - first + 1;
  return weekdays.map((name, day) => ({
    name,
    cells: Array.from({ length: count }, (_, place) => {
      const cell = rows.find((row) => row.weekday === day + 1 && row.hour === first + place);
      return { name: `${first + place}:00`, value: cell?.takenPercent ?? null };
    }),
  }));
}

export interface Strip {
  sessionId: string;
  name: string;
  at: string;
  waits: { seconds: number; isLate: boolean }[];
}

/** One strip for each session, newest first. */
export function strips(rows: readonly RowOf<"waits">[]): Strip[] {
  const found = new Map<string, Strip>();
  for (const row of rows) {
    const { sessionId, sessionName: name, askedAt: at } = row;
    const strip = found.get(sessionId) ?? { sessionId, name, at, waits: [] };
    strip.waits.push({ seconds: row.waitedSeconds, isLate: row.isLate });
    found.set(sessionId, strip);
  }
  return [...found.values()];
}

/** "1 to 4 h", "over 168 h". */
export function barName({ fromHours, toHours }: { fromHours: number; toHours: number | null }) {
  return toHours === null ? `over ${fromHours} h` : `${fromHours} to ${toHours} h`;
}
