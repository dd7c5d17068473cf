/** A student's start page: today's session with Join, and where they are in each subject. */
import { useQuery } from "@tanstack/react-query";
import { sessionsOfDayQuery } from "~/features/sessions/api";
import { sessionToOpen } from "~/features/sessions/rules";
import type { SessionSummary } from "~/lib/contract";
import { serverNow } from "~/lib/server-clock";
import { PageName } from "~/ui/page-name";
import { Loaded } from "~/ui/loaded";
import { SkeletonRows } from "~/ui/state-view";
import { useMe } from "../../signed-in";
import { JoinCard, LaterToday, NoSession } from "./sessions";
import { Subjects } from "./subjects";
import { HomeRewards } from "./rewards";
import { HomeWork } from "./work";
import classes from "./home.module.css";

export function Component() {
  const me = useMe();
  if (me.user.ageTier === "EARLY") {
    return (
      <div className={classes.page}>
        <PageName className="visually-hidden">Home</PageName>
        <Today />
        <HomeRewards />
        <Subjects studentId={me.user.id} />
      </div>
    );
  }
  return (
    <div className={classes.page} data-columns>
      <PageName className="visually-hidden">Home</PageName>
      <div className={classes.tasks}>
        <Today />
        <Subjects studentId={me.user.id} />
        <HomeWork />
      </div>
      <aside className={classes.aside} aria-label="Points and badges">
        <HomeRewards />
      </aside>
    </div>
  );
}

function Today() {
  return (
    <Loaded
      query={useQuery(sessionsOfDayQuery())}
      loading="Loading your day"
      failed="Your sessions could not be loaded"
      skeleton={<SkeletonRows count={1} height={114} />}
    >
      {({ items }) => <Sessions sessions={items} />}
    </Loaded>
  );
}

function Sessions({ sessions }: { sessions: SessionSummary[] }) {
  const { centres, user } = useMe();
  const isEarly = user.ageTier === "EARLY";
  const zoneOf = (session: SessionSummary) =>
    centres.find(({ id }) => id === session.centreId)?.timezone;
  const next = sessionToOpen(sessions, serverNow());
  const later = sessions.filter(({ id, status }) => id !== next?.id && status === "SCHEDULED");
  return (
    <>
      {next ? (
        <JoinCard session={next} timeZone={zoneOf(next)} />
      ) : (
        <NoSession hadOne={sessions.length > 0} />
      )}
      {later.length > 0 && !isEarly && <LaterToday sessions={later} zoneOf={zoneOf} />}
    </>
  );
}
