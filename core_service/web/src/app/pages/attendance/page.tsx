/** Attendance of one session, to be marked in a minute (UI 8). */
import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useParams } from "react-router";
import { type SheetRow, sheetQuery } from "~/features/attendance/api";
import { AttendanceSheet } from "~/features/attendance/components/attendance-sheet";
import { SaveState } from "~/features/attendance/components/save-state";
import { useMarking } from "~/features/attendance/use-marking";
import { sessionQuery } from "~/features/sessions/api";
import type { SessionSummary } from "~/lib/contract";
import { dayText, timeOfDay } from "~/lib/durations";
import { sessionPath } from "~/lib/session-paths";
import { StaleLine } from "~/ui/loaded";
import { PageName } from "~/ui/page-name";
import { useSingleKeys } from "~/ui/single-keys";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { Require, useMe } from "../../signed-in";
import classes from "./attendance.module.css";

export function Component() {
  return (
    <Require permission="ATTENDANCE_MARK">
      <Attendance />
    </Require>
  );
}

function Attendance() {
  const { sessionId = "" } = useParams();
  const session = useQuery(sessionQuery(sessionId));
  const sheet = useQuery(sheetQuery(sessionId));
  const error = session.error ?? sheet.error;
  const retry = () => void Promise.all([session.refetch(), sheet.refetch()]);
  if (session.data && sheet.data) {
    return (
      <Open
        session={session.data}
        rows={sheet.data.students}
        staleSince={error ? sheet.dataUpdatedAt : null}
        onRetry={retry}
      />
    );
  }
  if (error) {
    return (
      <ErrorView heading="h1" error={error} title="The sheet could not be loaded" onRetry={retry} />
    );
  }
  return (
    <div className={classes.page}>
      <LoadingView label="Loading the sheet">
        <SkeletonRows count={15} height={50} />
      </LoadingView>
    </div>
  );
}

interface OpenProps {
  session: SessionSummary;
  rows: readonly SheetRow[];
  staleSince: number | null;
  onRetry: () => void;
}

function Open({ session, rows, staleSince, onRetry }: OpenProps) {
  const me = useMe();
  const marking = useMarking(session.id, me.user.id, rows);
  const [areKeysOn] = useSingleKeys();
  const timeZone = me.centres.find(({ id }) => id === session.centreId)?.timezone;
  const detail = sessionPath(session.id);
  const context = {
    mode: session.sessionMode,
    begunAt: session.actualStart ?? session.scheduledStart,
    meId: me.user.id,
    timeZone,
  };
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <ActionIcon
          component={Link}
          to={detail}
          variant="default"
          size={44}
          aria-label="Back to the session"
        >
          <IconArrowLeft size={20} />
        </ActionIcon>
        <div>
          <PageName window={`Attendance, ${session.name}`}>Attendance</PageName>
          <p>
            {session.name}, {dayText(session.scheduledStart, timeZone)},{" "}
            {timeOfDay(session.scheduledStart, timeZone)}
          </p>
        </div>
        <SaveState state={marking.state} />
      </header>
      {staleSince !== null && <StaleLine since={staleSince} onRetry={onRetry} />}
      <AttendanceSheet
        rows={rows}
        marking={marking}
        context={context}
        areKeysOn={areKeysOn}
        doneTo={detail}
      />
    </div>
  );
}
