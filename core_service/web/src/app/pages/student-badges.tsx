/** A student's badges, points, and the boards that they may join (UI 15, R262, C27). */
import { useQueries, useQuery } from "@tanstack/react-query";
import {
  courseBoardQuery,
  effortBoardQuery,
  membershipQuery,
  type Membership,
  rewardsQuery,
} from "~/features/rewards/api";
import { BadgeList } from "~/features/rewards/components/badge-list";
import { BoardChoice } from "~/features/rewards/components/board-choice";
import { BoardTable } from "~/features/rewards/components/board-table";
import { coursesQuery } from "~/lib/courses";
import { useAgeTier } from "~/ui/age-tier";
import { shortCourseName } from "~/ui/course-icon";
import { Loaded } from "~/ui/loaded";
import { SkeletonRows } from "~/ui/state-view";
import { useOwnCentre } from "../student/own-centre";
import { OwnPoints } from "../student/own-points";
import { PageTitle } from "../student/page-title";
import rows from "../student/rows.module.css";

export function Component() {
  const isEarly = useAgeTier() === "EARLY";
  const centreId = useOwnCentre();
  return (
    <div className={rows.rows}>
      <PageTitle title="Badges" words="For trying, asking, coming back and going on." />
      <Badges centreId={centreId} />
      {!isEarly && <Boards centreId={centreId} />}
    </div>
  );
}

function Badges({ centreId }: { centreId: string }) {
  return (
    <Loaded
      query={useQuery(rewardsQuery(centreId))}
      loading="Loading your badges"
      failed="Your badges could not be loaded"
      skeleton={<SkeletonRows count={4} height={112} />}
    >
      {(rewards) => (
        <>
          <OwnPoints rewards={rewards} />
          <BadgeList badges={rewards.badges} />
        </>
      )}
    </Loaded>
  );
}

function Boards({ centreId }: { centreId: string }) {
  return (
    <Loaded
      query={useQuery(membershipQuery(centreId))}
      loading="Loading the boards"
      failed="The boards could not be loaded"
      skeleton={<SkeletonRows count={1} height={96} />}
    >
      {(membership) => (
        <>
          <h2 className={rows.over}>Boards</h2>
          {membership.nickname !== null && (
            <OwnBoards centreId={centreId} membership={membership} />
          )}
          <BoardChoice key={membership.nickname} centreId={centreId} membership={membership} />
        </>
      )}
    </Loaded>
  );
}

function OwnBoards({ centreId, membership }: { centreId: string; membership: Membership }) {
  const { data: list = [] } = useQuery({
    ...coursesQuery,
    enabled: membership.courseBoards,
  });
  const boards = useQueries({ queries: list.map(({ id }) => courseBoardQuery(centreId, id)) });
  const effort = useQuery({ ...effortBoardQuery(centreId), enabled: membership.effortBoard });
  return (
    <>
      {list.map(({ id, name }, place) => {
        const board = boards[place]?.data;
        return board && <BoardTable key={id} title={shortCourseName(name)} board={board} />;
      })}
      {effort.data && <BoardTable title="Coming every time" board={effort.data} />}
    </>
  );
}
