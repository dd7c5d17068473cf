/** Who waits for a place in the class's sessions, first come first (UI 9). */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { dayText, timeOfDay } from "~/lib/durations";
import { sessionPath } from "~/lib/session-paths";
import { Loaded } from "~/ui/loaded";
import { classWaitlistQuery } from "../api";
import classes from "./classes.module.css";

interface ClassWaitlistProps {
  cohortId: string;
  timeZone?: string;
}

export function ClassWaitlist({ cohortId, timeZone }: ClassWaitlistProps) {
  const query = useQuery(classWaitlistQuery(cohortId));
  return (
    <Loaded query={query} loading="Loading who waits" failed="Who waits could not be loaded">
      {(entries) =>
        entries.length === 0 ? (
          <p className={classes.none}>Nobody waits for a place in a session of this class.</p>
        ) : (
          <ul>
            {entries.map((entry) => (
              <li key={entry.id} className={classes.waiting}>
                <span className={classes.text}>
                  <strong>{entry.student.name}</strong>
                  <span>
                    {entry.courseName}, since {dayText(entry.waitsSince, timeZone)}
                    {entry.status === "OFFERED" && ", a place is offered"}
                  </span>
                </span>
                <Link to={sessionPath(entry.sessionId)}>
                  {dayText(entry.scheduledStart, timeZone)},{" "}
                  {timeOfDay(entry.scheduledStart, timeZone)}
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
