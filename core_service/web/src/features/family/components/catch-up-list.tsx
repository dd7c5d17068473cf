/** What a child still makes up of missed sessions: how far it is, and until when. */
import { shortDayText } from "~/lib/durations";
import type { ChildCatchUp } from "../api";
import { catchUpWords } from "../words";
import classes from "./family.module.css";

interface CatchUpListProps {
  catchUps: readonly ChildCatchUp[];
  timeZone?: string;
}

export function CatchUpList({ catchUps, timeZone }: CatchUpListProps) {
  return (
    <ul>
      {catchUps.map((each) => (
        <li key={each.id} className={classes.entry}>
          <strong>
            {each.sessionName}, {shortDayText(each.sessionDate)}
          </strong>
          <small className={classes.quiet}>{catchUpWords(each, timeZone)}</small>
        </li>
      ))}
    </ul>
  );
}
