/** One missed session made up at home: its lessons and exercises one after the other, with drafts as in a session. */
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "react-router";
import { SessionFrame } from "~/features/student-session/components/session-frame";
import { catchUpQuery, type CatchUpWithItems } from "~/features/student-catch-ups/api";
import { doneWords, itemTitle } from "~/features/student-catch-ups/words";
import { dayText } from "~/lib/durations";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { useMe } from "../signed-in";
import { HomeBar } from "../student/home-bar";
import { HomeConnection } from "../student/home-connection";
import { CatchUpItemView } from "./student-catchup-item";
import { CatchUpOverview } from "./student-catchup-overview";

const LIST = "/dashboard/student/catchups";

export function Component() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery(catchUpQuery(id));
  if (data) return <CatchUp key={id} catchUp={data} />;
  return (
    <SessionFrame isWide toolbar={<HomeBar to={LIST} back="Catch-ups" title="Catch-up" />}>
      {error ? (
        <ErrorView
          error={error}
          title="This catch-up could not be loaded"
          onRetry={() => void refetch()}
        />
      ) : (
        <LoadingView label="Loading your catch-up">
          <SkeletonRows count={4} height={90} />
        </LoadingView>
      )}
    </SessionFrame>
  );
}

/** What is open stands in the address, so that a reload comes back to it. */
function CatchUp({ catchUp }: { catchUp: CatchUpWithItems }) {
  const { centres } = useMe();
  const [search, setSearch] = useSearchParams();
  const item = catchUp.items.find(({ id }) => id === search.get("item")) ?? null;
  const open = (itemId: string | null) =>
    setSearch(itemId === null ? {} : { item: itemId }, { replace: item !== null });
  const timeZone = centres.find(({ id }) => id === catchUp.centreId)?.timezone;
  const missed = `${catchUp.session.name}, ${dayText(catchUp.session.scheduledStart, timeZone)}`;
  return (
    <SessionFrame
      isWide
      toolbar={
        <HomeBar
          to={item ? `${LIST}/${catchUp.id}` : LIST}
          back={item ? "Catch-up" : "Catch-ups"}
          title={item ? itemTitle(item) : missed}
          detail={item ? `${item.courseName} · ${doneWords(catchUp)}` : doneWords(catchUp)}
        />
      }
      connection={<HomeConnection />}
    >
      {item ? (
        <CatchUpItemView key={item.id} catchUp={catchUp} item={item} onOpen={open} />
      ) : (
        <CatchUpOverview catchUp={catchUp} onOpen={open} />
      )}
    </SessionFrame>
  );
}
