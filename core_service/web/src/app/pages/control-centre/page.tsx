/** The control centre's address: loads the session, opens its room, shows the class. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useParams } from "react-router";
import { dashboardQuery } from "~/features/room/api";
import { AttentionProvider } from "~/features/room/attention-provider";
import { RoomProvider } from "~/features/room/room-provider";
import { roomFromDashboard } from "~/features/room/state/room-snapshot";
import type { Dashboard } from "~/lib/contract";
import { ErrorView, LoadingView } from "~/ui/state-view";
import { MenuButton } from "../../shell/open-menu";
import { Require, useIsSignedIn, useMe } from "../../signed-in";
import { CentreSkeleton } from "./centre-skeleton";
import { ControlCentre } from "./control-centre";

export function Component() {
  return (
    <Require permission="SESSION_CONDUCT">
      <LoadedCentre />
    </Require>
  );
}

function LoadedCentre() {
  const { sessionId = "" } = useParams();
  const { data, error, isPending, refetch } = useQuery(dashboardQuery(sessionId));
  if (isPending) {
    return (
      <LoadingView label="Opening the control centre">
        <CentreSkeleton />
      </LoadingView>
    );
  }
  if (!data) {
    return (
      <>
        <MenuButton withBell={false} />
        <ErrorView
          heading="h1"
          error={error}
          title="The control centre could not be opened"
          onRetry={() => void refetch()}
        />
      </>
    );
  }
  return <OpenCentre key={sessionId} dashboard={data} />;
}

function OpenCentre({ dashboard }: { dashboard: Dashboard }) {
  const me = useMe();
  const queries = useQueryClient();
  const sessionId = dashboard.session.id;
  const snapshot = useMemo(
    () => roomFromDashboard(dashboard, Date.parse(dashboard.serverTime)),
    [dashboard],
  );
  const refreshSnapshot = useCallback(
    () => void queries.invalidateQueries({ queryKey: dashboardQuery(sessionId).queryKey }),
    [queries, sessionId],
  );
  return (
    <RoomProvider
      snapshot={snapshot}
      meId={me.user.id}
      refreshSnapshot={refreshSnapshot}
      isSignedIn={useIsSignedIn()}
    >
      <AttentionProvider session={dashboard.session}>
        <ControlCentre
          session={dashboard.session}
          role={dashboard.role}
          longWaitMinutes={dashboard.helpEscalationMinutes}
          timeZone={me.centres.find(({ id }) => id === dashboard.session.centreId)?.timezone}
        />
      </AttentionProvider>
    </RoomProvider>
  );
}
