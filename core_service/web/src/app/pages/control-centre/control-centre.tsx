/** The control centre: header, the class, and beside it who next, the library or one student. */
import { DndContext, DragOverlay } from "@dnd-kit/core";
import { NewHandSpeaker } from "~/features/room/components/who-next/new-hand-speaker";
import { SessionHeader } from "~/features/room/components/session-header";
import { useRoomState } from "~/features/room/room-provider";
import type { ExerciseSummary, RoomRole, SessionSummary } from "~/lib/contract";
import { InlineProblem } from "~/ui/state-view";
import { MenuButton } from "../../shell/open-menu";
import { Aside, DockAndSheet, Sheet, type Size, useSize } from "./beside";
import { useCentrePalette } from "./centre-palette";
import { ClassColumn } from "./class-column";
import classes from "./control-centre.module.css";
import { Dialogs } from "./dialogs";
import { FinishedNext } from "./finished-next";
import { FocusView } from "./focus-view";
import { LongWaitChime } from "./long-wait-chime";
import { PhoneClass } from "./phone-class";
import { SessionMenu } from "./session-menu";
import { SessionOver } from "./session-over";
import { type Centre, useCentre, useLesson } from "./use-centre";
import { useDragging } from "./use-dragging";

interface ControlCentreProps {
  session: SessionSummary;
  role: RoomRole;
  timeZone?: string;
  longWaitMinutes: number;
}

export function ControlCentre({ session, role, timeZone, longWaitMinutes }: ControlCentreProps) {
  const centre = useCentre(session, role);
  const { start, end } = useLesson(session.id, centre.moves);
  const drag = useDragging(centre.give, centre.seating.swap);
  const size = useSize();
  useCentrePalette(centre);
  return (
    <DndContext {...drag.context}>
      <div className={classes.centre}>
        <SessionHeader
          session={session}
          timeZone={timeZone}
          menu={<MenuButton withBell={false} />}
          more={<SessionMenu centre={centre} hasHeaderActs={size === "phone"} />}
          onStepIn={centre.isWatching ? centre.stepIn : undefined}
          isBusy={start.isPending}
          onTellEveryone={() => centre.moves.showDialog("tell")}
          onStart={() => start.mutate()}
          onEnd={() => centre.moves.showDialog("end")}
        />
        {start.error && <InlineProblem error={start.error} onRetry={() => start.mutate()} />}
        <Body centre={centre} size={size} timeZone={timeZone} dragged={drag.dragged} />
      </div>
      <DragOverlay dropAnimation={null}>
        {drag.carried && <p className={classes.dragged}>{drag.carried}</p>}
      </DragOverlay>
      <FinishedNext />
      <NewHandSpeaker />
      <LongWaitChime isOn={centre.prefs.hasChime} longWaitMinutes={longWaitMinutes} />
      <Dialogs centre={centre} end={end} />
    </DndContext>
  );
}

interface BodyProps {
  centre: Centre;
  size: Size;
  timeZone?: string;
  dragged: ExerciseSummary | null;
}

function Body({ centre, size, timeZone, dragged }: BodyProps) {
  const isOver = useRoomState(({ status }) => status === "COMPLETED");
  if (centre.view.isFocus && centre.view.openId !== null) {
    return <FocusView centre={centre} timeZone={timeZone} />;
  }
  if (isOver) {
    return (
      <>
        <SessionOver centre={centre} />
        <Sheet centre={centre} timeZone={timeZone} />
      </>
    );
  }
  if (size === "phone") return <PhoneClass centre={centre} timeZone={timeZone} />;
  return (
    <>
      <div className={classes.columns}>
        <ClassColumn centre={centre} dragged={dragged} />
        {size === "wide" && <Aside centre={centre} timeZone={timeZone} />}
      </div>
      {size === "tablet" && <DockAndSheet centre={centre} timeZone={timeZone} />}
    </>
  );
}
