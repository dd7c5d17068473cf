/** Every class: its size, its next session, how it has attended. */
import { useQuery } from "@tanstack/react-query";
import { dayText, timeOfDay } from "~/lib/durations";
import { counted } from "~/lib/wording";
import { OpenLink } from "~/ui/open-link";
import { type SchoolClass, trendQuery } from "../api";
import classes from "./classes.module.css";
import { TrendLine } from "./trend-line";

interface ClassListProps {
  list: readonly SchoolClass[];
  timeZone?: string;
}

export function ClassList({ list, timeZone }: ClassListProps) {
  return (
    <ul>
      {list.map((each) => (
        <ClassRow key={each.id} schoolClass={each} timeZone={timeZone} />
      ))}
    </ul>
  );
}

function ClassRow({ schoolClass, timeZone }: { schoolClass: SchoolClass; timeZone?: string }) {
  const { data, error } = useQuery(trendQuery(schoolClass.id));
  const next = data?.nextSession;
  return (
    <li className={classes.row}>
      <span className={classes.text}>
        <strong>{schoolClass.name}</strong>
        <span>{counted(schoolClass.studentCount, "student")}</span>
      </span>
      <span className={classes.text}>
        {data && (
          <span>
            {next
              ? `Next: ${dayText(next.scheduledStart, timeZone)}, ${timeOfDay(next.scheduledStart, timeZone)}`
              : "Nothing planned"}
          </span>
        )}
      </span>
      <span>
        {data && <TrendLine weeks={data.weeks} />}
        {error && !data && <span className={classes.none}>Attendance could not be loaded</span>}
      </span>
      <OpenLink to={`/admin/classes?class=${schoolClass.id}`} label={`Open ${schoolClass.name}`} />
    </li>
  );
}
