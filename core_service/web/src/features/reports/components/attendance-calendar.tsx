/** A child's attendance, a square for each day: weeks run to the right, on phones down (UI 14). */
import { useMediaQuery } from "@mantine/hooks";
import { DAY_MS, dateText } from "~/lib/durations";
import type { ReportBodies } from "../api";
import { WEEKDAYS } from "../columns";
import classes from "./reports.module.css";

type Day = ReportBodies["attendance"]["figures"]["days"][number];

const WORDS: Readonly<Record<Day["status"], { sign: string; word: string }>> = {
  PRESENT: { sign: "✓", word: "here" },
  LATE: { sign: "L", word: "late" },
  ABSENT: { sign: "✕", word: "absent" },
  EXCUSED: { sign: "E", word: "excused" },
};

export function AttendanceCalendar({ days }: { days: readonly Day[] }) {
  const isNarrow = useMediaQuery("(max-width: 599px)");
  const weeks = weeksOf(days);
  if (weeks.length === 0) return <p className={classes.quiet}>Nothing is marked in these weeks.</p>;
  return (
    <>
      {isNarrow ? <WeeksDown weeks={weeks} /> : <WeeksAcross weeks={weeks} />}
      <p className={classes.legend}>
        {Object.entries(WORDS).map(([status, { sign, word }]) => (
          <span key={status}>
            <b data-status={status} aria-hidden>
              {sign}
            </b>{" "}
            {word}
          </span>
        ))}
      </p>
    </>
  );
}

function WeeksAcross({ weeks }: { weeks: readonly Week[] }) {
  return (
    <div className={classes.scroll} tabIndex={0} role="region" aria-label="Attendance by day">
      <table className={classes.calendar}>
        <tbody>
          {WEEKDAYS.map((name, weekday) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {weeks.map((week) => (
                <Cell key={week.monday} day={week.days[weekday] ?? null} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The newest first, as one scrolls on a phone: only down. */
function WeeksDown({ weeks }: { weeks: readonly Week[] }) {
  return (
    <table className={classes.calendar} aria-label="Attendance by day">
      <thead>
        <tr>
          <th scope="col">Week of</th>
          {WEEKDAYS.map((name) => (
            <th key={name} scope="col">
              <abbr title={name}>{name[0]}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.toReversed().map(({ monday, days }) => (
          <tr key={monday}>
            <th scope="row">{dateText(new Date(monday).toISOString().slice(0, 10))}</th>
            {days.map((day, weekday) => (
              <Cell key={weekday} day={day} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ day }: { day: Day | null }) {
  if (!day) return <td />;
  const { sign, word } = WORDS[day.status];
  return (
    <td data-status={day.status} title={`${dateText(day.date)}: ${word}`}>
      <span aria-hidden>{sign}</span>
      <span className="visually-hidden">
        {dateText(day.date)}: {word}
      </span>
    </td>
  );
}

interface Week {
  monday: number;
  days: (Day | null)[];
}

/** From the first week with a mark to the last, without gaps. */
export function weeksOf(days: readonly Day[]): Week[] {
  const mondays = days.map(({ date }) => mondayOf(Date.parse(date)));
  if (mondays.length === 0) return [];
  const first = Math.min(...mondays);
  const count = Math.round((Math.max(...mondays) - first) / (7 * DAY_MS)) + 1;
  const weeks = Array.from({ length: count }, (_, place): Week => ({
    monday: first + place * 7 * DAY_MS,
    days: Array.from({ length: 7 }, () => null),
  }));
  for (const day of days) {
    const at = Date.parse(day.date);
    const week = weeks[Math.round((mondayOf(at) - first) / (7 * DAY_MS))];
    if (week) week.days[(new Date(at).getUTCDay() + 6) % 7] = day;
  }
  return weeks;
}

function mondayOf(at: number): number {
  return at - ((new Date(at).getUTCDay() + 6) % 7) * DAY_MS;
}
