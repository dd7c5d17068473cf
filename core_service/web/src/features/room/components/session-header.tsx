/** The control centre's head: what, when, where; time left; who came; how fresh; and the session's own buttons. */
import { Button } from "@mantine/core";
import {
  IconBuilding,
  IconDoorExit,
  IconEye,
  IconPlayerPlay,
  IconSpeakerphone,
  IconUserCheck,
  IconVideo,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useShallow } from "zustand/react/shallow";
import type { SessionSummary } from "~/lib/contract";
import { timeOfDay } from "~/lib/durations";
import { attendancePath } from "~/lib/session-paths";
import { ConnectionBadge } from "~/ui/connection-badge";
import { PageName } from "~/ui/page-name";
import { useConnection, useRoomState } from "../room-provider";
import type { RoomState } from "../state/room-types";
import classes from "./session-header.module.css";
import { SessionTimer } from "./session-timer";

interface SessionHeaderProps {
  session: SessionSummary;
  timeZone?: string;
  /** The way to the menu, where the sidebar is folded away. */
  menu: ReactNode;
  /** What is rarely needed. */
  more: ReactNode;
  /** Where one only watches: the way to act. */
  onStepIn?: () => void;
  isBusy: boolean;
  onTellEveryone: () => void;
  onStart: () => void;
  onEnd: () => void;
}

export function SessionHeader({
  session,
  timeZone,
  menu,
  more,
  onStepIn,
  ...acts
}: SessionHeaderProps) {
  const status = useRoomState((room) => room.status);
  return (
    <header className={classes.header}>
      {menu}
      <div className={classes.title}>
        <PageName window={`${session.name}, live`}>{session.name}</PageName>
        <SessionFacts session={session} timeZone={timeZone} />
      </div>
      <SessionTimer />
      <span className={classes.rule} aria-hidden />
      <AttendanceSummary sessionId={session.id} />
      <ConnectionBadge connection={useConnection()} />
      <div className={classes.acts}>
        {onStepIn && <Watching isOver={status === "COMPLETED"} onStepIn={onStepIn} />}
        {status === "IN_PROGRESS" && !onStepIn && (
          <>
            <Button
              variant="default"
              size="md"
              aria-label="Tell everyone"
              leftSection={<IconSpeakerphone size={18} stroke={1.6} />}
              onClick={acts.onTellEveryone}
            >
              <span className={classes.word}>Tell everyone</span>
            </Button>
            <Button
              variant="default"
              size="md"
              aria-label="End session"
              leftSection={<IconDoorExit size={18} stroke={1.6} />}
              onClick={acts.onEnd}
            >
              <span className={classes.word}>End session</span>
            </Button>
          </>
        )}
        {status === "SCHEDULED" && !onStepIn && (
          <Button
            size="md"
            loading={acts.isBusy}
            leftSection={<IconPlayerPlay size={18} stroke={1.75} />}
            onClick={acts.onStart}
          >
            Start session
          </Button>
        )}
        {more}
      </div>
    </header>
  );
}

/** Supervisors look on until they take the tutor's role. */
function Watching({ isOver, onStepIn }: { isOver: boolean; onStepIn: () => void }) {
  return (
    <>
      <span className={classes.watching}>
        <IconEye size={18} stroke={1.75} aria-hidden />
        Watching
      </span>
      {!isOver && <Button onClick={onStepIn}>Step in</Button>}
    </>
  );
}

function SessionFacts({ session, timeZone }: { session: SessionSummary; timeZone?: string }) {
  const { seated, onVideo } = useRoomState(useShallow(placesOf));
  return (
    <p className={classes.facts}>
      {session.substituteTutor && (
        <span className={classes.substitute}>{session.substituteTutor.name} teaches</span>
      )}
      <span>
        {timeOfDay(session.scheduledStart, timeZone)} to {timeOfDay(session.scheduledEnd, timeZone)}
      </span>
      {session.room && (
        <span>
          <IconBuilding size={15} stroke={1.6} aria-hidden />
          {session.room.name}, {seated} seated
        </span>
      )}
      {session.sessionMode !== "PHYSICAL" && (
        <span>
          <IconVideo size={15} stroke={1.6} aria-hidden />
          {session.sessionMode === "VIDEO"
            ? "Video only"
            : onVideo > 0
              ? `${onVideo} on video`
              : "Hybrid"}
        </span>
      )}
    </p>
  );
}

function placesOf({ students }: RoomState): { seated: number; onVideo: number } {
  const all = Object.values(students);
  const seated = all.filter(({ seat }) => seat !== null).length;
  return { seated, onVideo: all.length - seated };
}

/** Leads to the sheet. */
function AttendanceSummary({ sessionId }: { sessionId: string }) {
  const counts = useRoomState(useShallow(attendanceCounts));
  const missing = [
    [counts.late, "late"],
    [counts.absent, "absent"],
    [counts.excused, "excused"],
    [counts.unmarked, "not marked"],
  ] as const;
  const words = missing.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return (
    <Link className={classes.attendance} to={attendancePath(sessionId)}>
      <IconUserCheck size={19} stroke={1.6} aria-hidden />
      <p>
        <span className="visually-hidden">Attendance: </span>
        <strong>
          {counts.here} of {counts.all} here
        </strong>
        <span>{words.join(", ") || "everyone is here"}</span>
      </p>
    </Link>
  );
}

function attendanceCounts({ students }: RoomState) {
  const marks = Object.values(students).map(({ attendance }) => attendance);
  const count = (mark: (typeof marks)[number]) => marks.filter((each) => each === mark).length;
  return {
    all: marks.length,
    here: count("PRESENT") + count("LATE"),
    late: count("LATE"),
    absent: count("ABSENT"),
    excused: count("EXCUSED"),
    unmarked: count(null),
  };
}
