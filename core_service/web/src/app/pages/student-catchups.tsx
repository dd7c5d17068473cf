/** A student's catch-ups: a card for each session that they missed (UI 10, C42). */
import { IconMoodSmile, IconStack2, IconSquareCheck } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type CatchUp, catchUpsQuery } from "~/features/student-catch-ups/api";
import { doneWords, inOrder, minutesWords, untilWords } from "~/features/student-catch-ups/words";
import { dayText } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { useAgeTier } from "~/ui/age-tier";
import { Loaded } from "~/ui/loaded";
import { SkeletonRows } from "~/ui/state-view";
import { useMe } from "../signed-in";
import { ChildNotice } from "../student/child-notice";
import { MoreRows } from "../student/more-rows";
import { PageTitle } from "../student/page-title";
import rows from "../student/rows.module.css";
import { TaskRow } from "../student/task-row";

export function Component() {
  return (
    <div className={rows.rows}>
      <PageTitle title="Catch-ups" words="What you missed, to do whenever it suits you." />
      <CatchUps />
    </div>
  );
}

function CatchUps() {
  const query = useInfiniteQuery(catchUpsQuery);
  return (
    <Loaded
      query={query}
      loading="Loading your catch-ups"
      failed="Your catch-ups could not be loaded"
      skeleton={<SkeletonRows count={3} height={118} />}
    >
      {({ pages }) => {
        const { open, over } = inOrder(pages.flatMap(({ items }) => items));
        return (
          <>
            {open.length === 0 && (
              <ChildNotice sign={<IconMoodSmile stroke={1.5} />} title="Nothing missed">
                When you miss a session, its work waits for you here.
              </ChildNotice>
            )}
            {open.map((each) => (
              <CatchUpRow key={each.id} catchUp={each} />
            ))}
            {over.length > 0 && <h2 className={rows.over}>Done</h2>}
            {over.map((each) => (
              <CatchUpRow key={each.id} catchUp={each} />
            ))}
            <MoreRows query={query} />
          </>
        );
      }}
    </Loaded>
  );
}

export function CatchUpRow({ catchUp }: { catchUp: CatchUp }) {
  const { centres } = useMe();
  const isEarly = useAgeTier() === "EARLY";
  const { session, state, note, doneCount, itemCount, estimatedMins } = catchUp;
  const timeZone = centres.find(({ id }) => id === catchUp.centreId)?.timezone;
  const isOver = state === "DONE" || state === "EXCUSED";
  const until = untilWords(catchUp, serverNow(), timeZone);
  const facts = isOver ? [until] : [minutesWords(estimatedMins), doneWords(catchUp), until];
  return (
    <TaskRow
      sign={isOver ? <IconSquareCheck stroke={1.7} /> : <IconStack2 stroke={1.7} />}
      tone={isOver ? "blue" : "amber"}
      title={`${session.name}, ${dayText(session.scheduledStart, timeZone)}`}
      detail={isEarly ? (isOver ? until : minutesWords(estimatedMins)) : facts.join(" · ")}
      note={note}
      steps={isOver ? undefined : { done: doneCount, of: itemCount }}
      to={`/dashboard/student/catchups/${catchUp.id}`}
      action={isOver ? "See it" : doneCount === 0 && state === "DUE" ? "Start" : "Go on"}
    />
  );
}
