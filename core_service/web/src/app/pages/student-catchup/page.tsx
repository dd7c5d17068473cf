/** One missed session made up at home: its lessons and exercises one after the other, with drafts as in a session. */
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "react-router";
import { SessionFrame } from "~/features/student-session/components/session-frame";
import { catchUpQuery, type CatchUpWithItems } from "~/features/student-catch-ups/api";
import { doneWords, itemTitle } from "~/features/student-catch-ups/words";
import { dayText } from "~/lib/durations";
import { Loaded } from "~/ui/loaded";
import { SkeletonRows } from "~/ui/state-view";
import { useMe } from "../../signed-in";
import { HomeBar } from "../../student/home-bar";
import { HomeConnection } from "../../student/home-connection";
import { CatchUpItemView } from "./item";
import { CatchUpOverview } from "./overview";
import classes from "./overview.module.css";

const LIST = "/dashboard/student/catchups";

export function Component() {
  const { id = "" } = useParams();
  return <CatchUp key={id} packageId={id} />;
}

/** What is open stands in the address, so that a reload comes back to it. */
function CatchUp({ packageId }: { packageId: string }) {
  const query = useQuery(catchUpQuery(packageId));
  const [search, setSearch] = useSearchParams();
  const item = query.data?.items.find(({ id }) => id === search.get("item")) ?? null;
  const open = (itemId: string | null) =>
    setSearch(itemId === null ? {} : { item: itemId }, { replace: item !== null });
  if (query.data && item) {
    return (
      <SessionFrame
        isWide
        toolbar={
          <HomeBar
            to={`${LIST}/${packageId}`}
            back="Catch-up"
            title={itemTitle(item)}
            detail={`${item.courseName} · ${doneWords(query.data)}`}
          />
        }
        connection={<HomeConnection />}
      >
        <CatchUpItemView key={item.id} catchUp={query.data} item={item} onOpen={open} />
      </SessionFrame>
    );
  }
  return (
    <SessionFrame
      isWide
      toolbar={query.data ? <MissedBar catchUp={query.data} /> : <HomeBar {...UNKNOWN} />}
      connection={query.error === null && <HomeConnection />}
    >
      <div className={classes.page}>
        <Loaded
          query={query}
          loading="Loading your catch-up"
          failed="This catch-up could not be loaded"
          skeleton={<SkeletonRows count={4} height={90} />}
        >
          {(catchUp) => <CatchUpOverview catchUp={catchUp} onOpen={open} />}
        </Loaded>
      </div>
    </SessionFrame>
  );
}

const UNKNOWN = { to: LIST, back: "Catch-ups", title: "Catch-up" };

function MissedBar({ catchUp }: { catchUp: CatchUpWithItems }) {
  const { session, centreId } = catchUp;
  const timeZone = useMe().centres.find(({ id }) => id === centreId)?.timezone;
  const title = `${session.name}, ${dayText(session.scheduledStart, timeZone)}`;
  return <HomeBar to={LIST} back="Catch-ups" title={title} detail={doneWords(catchUp)} />;
}
