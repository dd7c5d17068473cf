/** One session: the way in, who comes, what is noted, what happened; planners change it here (R115). */
import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useParams, useSearchParams } from "react-router";
import { hasPermission } from "~/features/identity/permissions";
import { dashboardQuery } from "~/features/room/api";
import { Notes } from "~/features/session-record/components/notes";
import { eventKind } from "~/features/session-record/event-kinds";
import { Timeline } from "~/features/session-record/components/timeline";
import { sessionQuery } from "~/features/sessions/api";
import { NextSession } from "~/features/sessions/components/next-session";
import { Roster } from "~/features/sessions/components/roster";
import { type SessionDialog, SessionDialogs } from "~/features/sessions/components/session-dialogs";
import { dayOf } from "~/features/sessions/days";
import type { SessionSummary } from "~/lib/contract";
import { coursesQuery } from "~/lib/courses";
import { dayText } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { counted } from "~/lib/wording";
import { Loaded } from "~/ui/loaded";
import { Card, Page } from "~/ui/page";
import { ReadAloud } from "~/ui/read-aloud";
import { MenuButton } from "../../shell/open-menu";
import { Require, useMe } from "../../signed-in";
import classes from "../page-columns.module.css";
import { PlannerActs } from "./planner-acts";

export function Component() {
  return (
    <Require permission="SESSION_VIEW_STUDENTS">
      <SessionDetail />
    </Require>
  );
}

function SessionDetail() {
  const { sessionId = "" } = useParams();
  const session = useQuery(sessionQuery(sessionId));
  return (
    <Page
      title="Session"
      windowTitle={session.data?.name}
      lead={<MenuButton />}
      note={
        <Anchor component={Link} to="/dashboard/tutor/sessions">
          All sessions
        </Anchor>
      }
    >
      <Loaded query={session} loading="Loading the session" failed="It could not be loaded">
        {(data) => <Open session={data} />}
      </Loaded>
    </Page>
  );
}

function Open({ session }: { session: SessionSummary }) {
  const me = useMe();
  const timeZone = me.centres.find(({ id }) => id === session.centreId)?.timezone;
  const [dialog, setDialog] = useState<SessionDialog | null>(null);
  const dashboard = useQuery(dashboardQuery(session.id));
  const courses = useQuery({ ...coursesQuery, enabled: dialog === "walk-in" });
  const mayNote = hasPermission(me, "STUDENT_NOTE_CREATE") && session.status !== "CANCELLED";
  return (
    <>
      <div className={classes.columns}>
        <div className={classes.column}>
          <NextSession
            session={session}
            timeZone={timeZone}
            isToday={session.date === dayOf(serverNow(), timeZone)}
            kicker={kickerOf(session, timeZone)}
          />
          {hasPermission(me, "SCHEDULE_MANAGE") && (
            <PlannerActs session={session} onOpen={setDialog} />
          )}
          <Card
            title="Students"
            aside={
              <span>
                {session.students.length} of {counted(session.maxCapacity, "place")}
              </span>
            }
          >
            <Loaded
              query={dashboard}
              loading="Loading the students"
              failed="The students could not be loaded"
            >
              {({ enrollments, attendance }) => (
                <Roster enrollments={enrollments} attendance={attendance} />
              )}
            </Loaded>
          </Card>
          <Card title="What happened">
            <SessionTimeline session={session} timeZone={timeZone} />
          </Card>
        </div>
        <div className={classes.column}>
          {session.notes && (
            <Card title="For the staff">
              <p>{session.notes}</p>
              <ReadAloud text={session.notes} size={32} />
            </Card>
          )}
          <Card title="Notes" id="notes">
            <Notes
              sessionId={session.id}
              students={session.students}
              mayWrite={mayNote}
              timeZone={timeZone}
            />
          </Card>
        </div>
      </div>
      <SessionDialogs
        open={dialog}
        session={session}
        timeZone={timeZone}
        courses={courses.data ?? []}
        onClose={() => setDialog(null)}
      />
    </>
  );
}

function SessionTimeline({ session, timeZone }: { session: SessionSummary; timeZone?: string }) {
  const [search, setSearch] = useSearchParams();
  const asked = {
    sessionId: session.id,
    type: eventKind(search.get("type")),
    studentId: search.get("studentId"),
  };
  return (
    <Timeline
      asked={asked}
      onAsk={(change) => {
        const { type, studentId } = { ...asked, ...change };
        const next = { ...(type && { type }), ...(studentId && { studentId }) };
        setSearch(next, { replace: true, preventScrollReset: true });
      }}
      students={session.students}
      timeZone={timeZone}
    />
  );
}

/** "Planned for Tuesday 17 November, Ravi Menon for Helen Marsh". */
function kickerOf(
  { status, scheduledStart, tutor, substituteTutor }: SessionSummary,
  zone?: string,
) {
  const states = {
    SCHEDULED: "Planned for",
    IN_PROGRESS: "On now,",
    COMPLETED: "Was on",
    CANCELLED: "Cancelled:",
  } as const;
  const teaches = substituteTutor ? `${substituteTutor.name} for ${tutor.name}` : tutor.name;
  return `${states[status]} ${dayText(scheduledStart, zone)}, ${teaches}`;
}
