/** One session of a child, with everything that may be told of it. */
import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import { childSessionQuery } from "~/features/family/api";
import { SessionCard } from "~/features/family/components/session-card";
import { Loaded } from "~/ui/loaded";
import { FamilyPage } from "./family-page";
import classes from "./parent.module.css";

export function Component() {
  const { sessionId = "" } = useParams();
  return (
    <FamilyPage title="Session" pathOf={(id) => `/dashboard/parent/sessions?child=${id}`}>
      {(child, timeZone) => (
        <Session studentId={child.id} sessionId={sessionId} timeZone={timeZone} />
      )}
    </FamilyPage>
  );
}

interface SessionProps {
  studentId: string;
  sessionId: string;
  timeZone?: string;
}

function Session({ studentId, sessionId, timeZone }: SessionProps) {
  const query = useQuery(childSessionQuery(studentId, sessionId));
  return (
    <div className={classes.column}>
      <Link to={`/dashboard/parent/sessions?child=${studentId}`}>All sessions</Link>
      <Loaded query={query} loading="Loading the session" failed="The session could not be loaded">
        {({ items }) =>
          items.map((session) => (
            <SessionCard key={session.enrollmentId} session={session} timeZone={timeZone} />
          ))
        }
      </Loaded>
    </div>
  );
}
