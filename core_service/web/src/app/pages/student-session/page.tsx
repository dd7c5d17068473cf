/** A student's session: fetches their view of it and opens the room as soon as the room opens. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { useParams } from "react-router";
import { RoomProvider } from "~/features/room/room-provider";
import { roomFromStudentView } from "~/features/room/state/room-snapshot";
import { studentViewQuery } from "~/features/student-session/api";
import type { StudentView } from "~/lib/contract";
import { serverNow } from "~/lib/server-clock";
import { ErrorView, LoadingView } from "~/ui/state-view";
import { useNow } from "~/ui/use-now";
import { useIsSignedIn, useMe } from "../../signed-in";
import { StudentSessionClosed } from "./closed";
import { SessionSkeleton } from "./skeleton";
import { StudentSessionRoom } from "./room";

export function Component() {
  const { id = "" } = useParams();
  return <StudentSession key={id} sessionId={id} />;
}

function StudentSession({ sessionId }: { sessionId: string }) {
  const { data: view, error, refetch } = useQuery(studentViewQuery(sessionId));
  if (view) return <OpenSession view={view} />;
  if (error) {
    return (
      <ErrorView
        heading="h1"
        error={error}
        title="This session could not be opened"
        onRetry={() => void refetch()}
      />
    );
  }
  return (
    <LoadingView label="Opening your session">
      <SessionSkeleton />
    </LoadingView>
  );
}

/** The room opens 15 minutes before the start and closes with the session; outside of it the page stands alone. */
function OpenSession({ view }: { view: StudentView }) {
  const now = useNow();
  const { status, joinOpensAt } = view.session;
  const [wasOpen, setWasOpen] = useState(false);
  const isOpen =
    status === "IN_PROGRESS" || (status === "SCHEDULED" && now >= Date.parse(joinOpensAt));
  if (isOpen && !wasOpen) setWasOpen(true);
  return isOpen || wasOpen ? (
    <ConnectedSession view={view} />
  ) : (
    <StudentSessionClosed view={view} />
  );
}

function ConnectedSession({ view }: { view: StudentView }) {
  const { user } = useMe();
  const queries = useQueryClient();
  const sessionId = view.session.id;
  const [connectionNumber, setConnectionNumber] = useState(0);
  const snapshot = useMemo(() => roomFromStudentView(view, user, serverNow()), [view, user]);
  const refresh = useCallback(
    () => queries.invalidateQueries(studentViewQuery(sessionId)),
    [queries, sessionId],
  );
  const connectAgain = () => {
    void refresh();
    setConnectionNumber(connectionNumber + 1);
  };
  return (
    <RoomProvider
      key={connectionNumber}
      meId={user.id}
      snapshot={snapshot}
      refreshSnapshot={refresh}
      isSignedIn={useIsSignedIn()}
    >
      <StudentSessionRoom view={view} onContinueHere={connectAgain} refresh={refresh} />
    </RoomProvider>
  );
}
