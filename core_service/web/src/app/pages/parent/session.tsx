/** One lesson of a child, with everything that may be told of it. */
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
    <FamilyPage title="Lesson" pathOf={(id) => `/dashboard/parent/sessions?child=${id}`}>
      {(child, timeZone) => (
        <Lesson studentId={child.id} sessionId={sessionId} timeZone={timeZone} />
      )}
    </FamilyPage>
  );
}

interface LessonProps {
  studentId: string;
  sessionId: string;
  timeZone?: string;
}

function Lesson({ studentId, sessionId, timeZone }: LessonProps) {
  const query = useQuery(childSessionQuery(studentId, sessionId));
  return (
    <div className={classes.column}>
      <Link to={`/dashboard/parent/sessions?child=${studentId}`}>All lessons</Link>
      <Loaded query={query} loading="Loading the lesson" failed="The lesson could not be loaded">
        {({ items }) =>
          items.map((session) => (
            <SessionCard key={session.enrollmentId} session={session} timeZone={timeZone} />
          ))
        }
      </Loaded>
    </div>
  );
}
