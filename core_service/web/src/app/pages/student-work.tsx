/** A student's own work: what came back to look at again, what is marked, what a person still reads (UI 15). */
import { IconBook2, IconChecklist, IconEye, IconMessage2, IconRefresh } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { handedInQuery, type OwnAttempt, returnedQuery } from "~/features/work/api";
import { stateWords } from "~/features/work/own-work-words";
import { shortCourseName } from "~/ui/course-icon";
import { useAgeTier } from "~/ui/age-tier";
import { Loaded } from "~/ui/loaded";
import { SkeletonRows } from "~/ui/state-view";
import { ChildNotice } from "../student/child-notice";
import { MoreRows } from "../student/more-rows";
import { PageTitle } from "../student/page-title";
import rows from "../student/rows.module.css";
import { TaskRow } from "../student/task-row";

export function Component() {
  return (
    <div className={rows.rows}>
      <PageTitle title="My work" words="What you handed in, and what came of it." />
      <Work />
    </div>
  );
}

function Work() {
  const handedIn = useInfiniteQuery(handedInQuery);
  const returned = useQuery(returnedQuery);
  return (
    <Loaded
      query={handedIn}
      loading="Loading your work"
      failed="Your work could not be loaded"
      skeleton={<SkeletonRows count={4} height={96} />}
      onRetry={() => {
        void handedIn.refetch();
        void returned.refetch();
      }}
    >
      {({ pages }) => {
        const done = pages.flatMap(({ items }) => items);
        return (
          <>
            <Loaded
              query={returned}
              loading="Looking for what came back"
              failed="What came back could not be loaded"
              skeleton={<SkeletonRows count={1} height={96} />}
            >
              {({ items: again }) => (
                <>
                  {again.map((each) => (
                    <WorkRow key={each.id} attempt={each} />
                  ))}
                  {done.length === 0 && again.length === 0 && (
                    <ChildNotice sign={<IconBook2 stroke={1.5} />} title="Nothing yet">
                      What you hand in shows here, with its marks.
                    </ChildNotice>
                  )}
                </>
              )}
            </Loaded>
            {done.map((each) => (
              <WorkRow key={each.id} attempt={each} />
            ))}
            <MoreRows query={handedIn} />
          </>
        );
      }}
    </Loaded>
  );
}

export function WorkRow({ attempt }: { attempt: OwnAttempt }) {
  const isEarly = useAgeTier() === "EARLY";
  const course = shortCourseName(attempt.courseName);
  const detail = stateWords(attempt);
  return (
    <TaskRow
      sign={<Sign attempt={attempt} />}
      tone={attempt.isReturned ? "amber" : isRead(attempt) ? "plain" : "blue"}
      title={attempt.exerciseTitle}
      detail={isEarly ? detail : `${course} · ${detail}`}
      note={attempt.feedback}
      to={`/dashboard/student/work/${attempt.id}`}
      action={attempt.isReturned ? "Go on" : "See it"}
    />
  );
}

const isRead = ({ status }: OwnAttempt) => status === "UNDER_REVIEW" || status === "SUBMITTED";

function Sign({ attempt }: { attempt: OwnAttempt }) {
  if (attempt.isReturned) return <IconRefresh stroke={1.7} />;
  if (isRead(attempt)) return <IconEye stroke={1.7} />;
  return attempt.feedback ? <IconMessage2 stroke={1.7} /> : <IconChecklist stroke={1.7} />;
}
