/** Hands that are up in the session that is on, for pages outside its control centre. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { HelpRequest } from "~/lib/contract";
import { clockText } from "~/lib/durations";
import { Clock } from "~/ui/clock";
import { helpPictureWords } from "~/ui/help-picture";
import { Portrait } from "~/ui/portrait";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { openHandsQuery } from "../api";
import classes from "./hands-now.module.css";

export function HandsNow({ sessionId }: { sessionId: string }) {
  const { data, error, isPending, refetch } = useQuery(openHandsQuery(sessionId));
  const hands = data?.items.filter(isUp).sort(byWait) ?? [];
  return (
    <section className={classes.card} aria-labelledby="hands-now">
      <h2 id="hands-now">Hands up now</h2>
      {isPending && (
        <LoadingView label="Looking for hands">
          <SkeletonRows count={2} height={44} />
        </LoadingView>
      )}
      {error && !data && (
        <ErrorView error={error} title="Hands could not be loaded" onRetry={() => void refetch()} />
      )}
      {data && hands.length === 0 && <p className={classes.none}>Nobody is waiting.</p>}
      <ul>
        {hands.map((hand) => (
          <li key={hand.id}>
            <Link to={`/dashboard/tutor/sessions/${sessionId}/control-center`}>
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
    </section>
  );
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
