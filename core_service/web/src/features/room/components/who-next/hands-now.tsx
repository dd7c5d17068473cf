/** Hands that are up in the session that is on, for pages outside its control centre. */
import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "react-router";
import type { HelpRequest } from "~/lib/contract";
import { clockText } from "~/lib/durations";
import { controlCentrePath } from "~/lib/session-paths";
import { Clock } from "~/ui/clock";
import { helpPictureWords } from "~/ui/help-picture";
import { Loaded } from "~/ui/loaded";
import { Portrait } from "~/ui/portrait";
import { SkeletonRows } from "~/ui/state-view";
import classes from "./hands-now.module.css";

interface HandsNowProps {
  sessionId: string;
  query: UseQueryResult<unknown>;
  /** Of what the query has brought, those to be shown. */
  hands: readonly HelpRequest[];
}

export function HandsNow({ sessionId, query, hands }: HandsNowProps) {
  return (
    <section className={classes.card} aria-labelledby="hands-now">
      <h2 id="hands-now">Hands up now</h2>
      <Loaded
        query={query}
        loading="Looking for hands"
        failed="Hands could not be loaded"
        skeleton={<SkeletonRows count={2} height={44} />}
      >
        {() =>
          hands.length === 0 ? (
            <p className={classes.none}>Nobody is waiting.</p>
          ) : (
            <ul>
              {hands.map((hand) => (
                <li key={hand.id}>
                  <Link to={controlCentrePath(sessionId)}>
                    <Portrait person={{ id: hand.studentId, name: hand.studentName }} size={36} />
                    <span>
                      <strong>{hand.studentName}</strong>
                      <span>{handWords(hand)}</span>
                    </span>
                    <Clock
                      format={(now) => clockText(now - Date.parse(hand.createdAt))}
                      className={classes.wait}
                    />
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

/** Those that still wait for an adult or for their end, longest first. */
export function handsUp(hands: readonly HelpRequest[]): HelpRequest[] {
  return hands.filter(isUp).sort(byWait);
}

function isUp({ status }: HelpRequest): boolean {
  return status === "PENDING" || status === "ACKNOWLEDGED";
}

function byWait(a: HelpRequest, b: HelpRequest): number {
  return Date.parse(a.createdAt) - Date.parse(b.createdAt);
}

function handWords({ message, picture, status }: HelpRequest): string {
  if (status === "ACKNOWLEDGED") return "An adult is coming";
  if (message) return `“${message}”`;
  return picture ? helpPictureWords(picture) : "No words yet";
}
