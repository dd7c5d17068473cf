/** Who waits for a place, first come first; an offer can be taken for the family, or the student leaves the line. */
import { Button } from "@mantine/core";
import { dayText, timeOfDay } from "~/lib/durations";
import { InlineProblem } from "~/ui/state-view";
import { timetableActs, type WaitlistEntry } from "../api";
import { useOnceAct } from "~/lib/use-once-act";
import classes from "./timetable.module.css";

interface WaitingListProps {
  entries: readonly WaitlistEntry[];
  timeZone?: string;
}

export function WaitingList({ entries, timeZone }: WaitingListProps) {
  const accept = useOnceAct((id: string) => timetableActs.acceptOffer(id));
  const leave = useOnceAct((id: string) => timetableActs.leaveWaitlist(id));
  const problem = accept.error ?? leave.error;
  if (entries.length === 0) return <p className={classes.none}>Nobody waits for a place.</p>;
  return (
    <div className={classes.stack}>
      <ul>
        {entries.map((entry) => (
          <li key={entry.id} className={classes.line}>
            <span>
              <strong>{entry.student.name}</strong>
              <small>{entryWords(entry, timeZone)}</small>
            </span>
            {entry.status === "OFFERED" && (
              <Button
                variant="default"
                aria-label={`Take the place for ${entry.student.name}`}
                onClick={() => accept.mutate(entry.id)}
              >
                Take the place
              </Button>
            )}
            <Button
              variant="default"
              aria-label={`Take ${entry.student.name} out of the line`}
              onClick={() => leave.mutate(entry.id)}
            >
              Out of the line
            </Button>
          </li>
        ))}
      </ul>
      {problem && <InlineProblem error={problem} />}
    </div>
  );
}

function entryWords(entry: WaitlistEntry, timeZone?: string): string {
  const when = `${dayText(entry.scheduledStart, timeZone)}, ${timeOfDay(entry.scheduledStart, timeZone)}`;
  const offer = entry.offerEndsAt
    ? ` A place is kept until ${dayText(entry.offerEndsAt, timeZone)}, ${timeOfDay(entry.offerEndsAt, timeZone)}.`
    : "";
  return `${entry.sessionName}, ${when}, ${entry.courseName}.${offer}`;
}
