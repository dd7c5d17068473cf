/** On a student's start page: what to catch up on, what came back, and what was marked last (UI 15). */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { catchUpsQuery } from "~/features/student-catch-ups/api";
import { inOrder } from "~/features/student-catch-ups/words";
import { handedInQuery, type OwnAttempt, returnedQuery } from "~/features/work/api";
import { InlineProblem } from "~/ui/state-view";
import rows from "../../student/rows.module.css";
import { CatchUpRow } from "../student-catchups";
import { WorkRow } from "../student-work";

const MOST_OF_EACH = 2;

export function HomeWork() {
  const catchUps = useInfiniteQuery(catchUpsQuery);
  const returned = useQuery(returnedQuery);
  const handedIn = useInfiniteQuery(handedInQuery);
  const missed = inOrder(catchUps.data?.pages.flatMap(({ items }) => items) ?? []).open;
  const marked = (handedIn.data?.pages[0]?.items ?? []).filter(isMarkedByHand);
  const error = catchUps.error ?? returned.error ?? handedIn.error;
  return (
    <section aria-label="Waiting for you" className={rows.rows}>
      {error !== null && (
        <InlineProblem
          error={error}
          onRetry={() =>
            [catchUps, returned, handedIn].forEach((each) => each.error && void each.refetch())
          }
        />
      )}
      {returned.data?.items.slice(0, MOST_OF_EACH).map((each) => (
        <WorkRow key={each.id} attempt={each} />
      ))}
      {missed.slice(0, MOST_OF_EACH).map((each) => (
        <CatchUpRow key={each.id} catchUp={each} />
      ))}
      {marked.slice(0, MOST_OF_EACH).map((each) => (
        <WorkRow key={each.id} attempt={each} />
      ))}
    </section>
  );
}

/** What the core marks at once was seen when it was handed in; a person's marks are news. */
const isMarkedByHand = ({ status, autoGraded }: OwnAttempt) => status === "GRADED" && !autoGraded;
