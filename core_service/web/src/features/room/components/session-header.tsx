/** The control centre's head: what, when, where; time left; who came; how fresh; and the session's own buttons. */
import { Button } from "@mantine/core";
import {
  IconBuilding,
  IconDoorExit,
  IconPlayerPlay,
  IconSpeakerphone,
  IconUserCheck,
  IconVideo,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useShallow } from "zustand/react/shallow";
import type { SessionSummary } from "~/lib/contract";
import { timeOfDay } from "~/lib/durations";
import { ConnectionBadge } from "~/ui/connection-badge";
import { useConnection, useRoomState } from "../room-provider";
import type { RoomState } from "../room-types";
import classes from "./session-header.module.css";
import { SessionTimer } from "./session-timer";

interface SessionHeaderProps {
  session: SessionSummary;
  timeZone?: string;
  /** The way to the menu, where the sidebar is folded away. */
  menu: ReactNode;
  isBusy: boolean;
  onTellEveryone: () => void;
  onStart: () => void;
  onEnd: () => void;
}

export function SessionHeader({ session, timeZone, menu, ...acts }: SessionHeaderProps) {
  const status = useRoomState((room) => room.status);
  return (
    <header className={classes.header}>
      {menu}
      <div className={classes.title}>
        <h1>{session.name}</h1>
        <SessionFacts session={session} timeZone={timeZone} />
      </div>
      <SessionTimer />
      <span className={classes.rule} aria-hidden />
      <AttendanceSummary />
      <ConnectionBadge connection={useConnection()} />
      <div className={classes.acts}>
        {status === "IN_PROGRESS" && (
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
        {status === "SCHEDULED" && (
          <Button
            size="md"
            loading={acts.isBusy}
            leftSection={<IconPlayerPlay size={18} stroke={1.75} />}
            onClick={acts.onStart}
          >
            Start session
          </Button>
        )}
      </div>
    </header>
  );
}

function SessionFacts({ session, timeZone }: { session: SessionSummary; timeZone?: string }) {
  const { seated, onVideo } = useRoomState(useShallow(placesOf));
  return (
    <p className={classes.facts}>
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
          {session.sessionMode === "VIDEO" ? "Video only" : `${onVideo} on video`}
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

function AttendanceSummary() {
  const counts = useRoomState(useShallow(attendanceCounts));
  const missing = [
    [counts.late, "late"],
    [counts.absent, "absent"],
    [counts.excused, "excused"],
    [counts.unmarked, "not marked"],
  ] as const;
  const words = missing.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return (
    <div className={classes.attendance}>
      <IconUserCheck size={19} stroke={1.6} aria-hidden />
      <p>
        <strong>
          {counts.here} of {counts.all} here
        </strong>
        <span>{words.join(", ") || "everyone is here"}</span>
      </p>
    </div>
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
