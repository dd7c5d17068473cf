/** A day's sessions as a list, each with its way in. */
import type { SessionSummary } from "~/lib/contract";
import { timeOfDay } from "~/lib/durations";
import { sessionPath } from "~/lib/session-paths";
import { counted } from "~/lib/wording";
import { OpenLink } from "~/ui/open-link";
import { SessionRow } from "~/ui/session-row";
import { SESSION_SIGNS } from "~/ui/status";
import { MODE_WORDS } from "../rules";

interface SessionRowsProps {
  sessions: SessionSummary[];
  timeZone?: string;
}

export function SessionRows({ sessions, timeZone }: SessionRowsProps) {
  return (
    <ul>
      {sessions.map((session) => (
        <SessionRow
          key={session.id}
          session={session}
          times={[
            timeOfDay(session.scheduledStart, timeZone),
            timeOfDay(session.scheduledEnd, timeZone),
          ]}
          words={sessionWords(session)}
        >
          <OpenLink to={sessionPath(session.id)} label={`Open ${session.name}`} />
        </SessionRow>
      ))}
    </ul>
  );
}

function sessionWords(session: SessionSummary): string {
  const count = session.students.length;
  const parts = [
    SESSION_SIGNS[session.status].words,
    session.room?.name ?? MODE_WORDS[session.sessionMode],
    counted(count, "student"),
    session.courseNames.join(", "),
  ];
  const cover = session.substituteTutor ? ` ${session.substituteTutor.name} covers.` : "";
  return `${parts.filter(Boolean).join(" · ")}.${cover}`;
}
