/** All sessions of a child, newest first. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { childSessionsQuery } from "~/features/family/api";
import { SessionCard } from "~/features/family/components/session-card";
import { FamilyPage } from "./family-page";
import { MoreOf } from "~/ui/more-of";

export function Component() {
  return (
    <FamilyPage title="Sessions" pathOf={(id) => `/dashboard/parent/sessions?child=${id}`}>
      {(child, timeZone) => <Sessions key={child.id} studentId={child.id} timeZone={timeZone} />}
    </FamilyPage>
  );
}

function Sessions({ studentId, timeZone }: { studentId: string; timeZone?: string }) {
  const query = useInfiniteQuery(childSessionsQuery(studentId));
  return (
    <MoreOf query={query} what="sessions" empty="Sessions appear here once the first one is over.">
      {(session) => (
        <SessionCard
          key={session.enrollmentId}
          session={session}
          timeZone={timeZone}
          to={`/dashboard/parent/sessions/${session.sessionId}?child=${studentId}`}
        />
      )}
    </MoreOf>
  );
}
