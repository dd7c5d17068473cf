/** The control centre: header, the class, and beside it who next, the library or one student. */
import { DndContext, DragOverlay } from "@dnd-kit/core";
import { EndSession } from "~/features/room/components/end-session";
import { NewHandSpeaker } from "~/features/room/components/new-hand-speaker";
import { SessionHeader } from "~/features/room/components/session-header";
import { TellEveryone } from "~/features/room/components/tell-everyone";
import type { SessionSummary } from "~/lib/contract";
import { InlineProblem } from "~/ui/state-view";
import { MenuButton } from "../../shell/open-menu";
import { Aside, DockAndSheet, useIsTablet } from "./beside";
import { ClassColumn } from "./class-column";
import classes from "./control-centre.module.css";
import { FinishedNext } from "./finished-next";
import { KeysDialog } from "./keys-dialog";
import { type Centre, useCentre, useLesson } from "./use-centre";
import { useDragging } from "./use-dragging";

interface ControlCentreProps {
  session: SessionSummary;
  timeZone?: string;
}

export function ControlCentre({ session, timeZone }: ControlCentreProps) {
  const centre = useCentre();
  const { start, end } = useLesson(session.id, centre.moves);
  const drag = useDragging(centre.give);
  const isTablet = useIsTablet();
  return (
    <DndContext {...drag.context}>
      <div className={classes.centre}>
        <SessionHeader
          session={session}
          timeZone={timeZone}
          menu={<MenuButton />}
          isBusy={start.isPending}
          onTellEveryone={() => centre.moves.showDialog("tell")}
          onStart={() => start.mutate()}
          onEnd={() => centre.moves.showDialog("end")}
        />
        {start.error && <InlineProblem error={start.error} onRetry={() => start.mutate()} />}
        <div className={classes.columns}>
          <ClassColumn centre={centre} dragged={drag.dragged} />
          {!isTablet && <Aside centre={centre} timeZone={timeZone} />}
        </div>
        {isTablet && <DockAndSheet centre={centre} timeZone={timeZone} />}
      </div>
      <DragOverlay dropAnimation={null}>
        {drag.dragged && <p className={classes.dragged}>{drag.dragged.title}</p>}
      </DragOverlay>
      <FinishedNext />
      <NewHandSpeaker />
      <Dialogs centre={centre} end={end} />
    </DndContext>
  );
}

interface DialogsProps {
  centre: Centre;
  end: ReturnType<typeof useLesson>["end"];
}

function Dialogs({ centre, end }: DialogsProps) {
  const { view, moves, acts } = centre;
  const close = () => moves.showDialog(null);
  return (
    <>
      <TellEveryone isOpen={view.dialog === "tell"} acts={acts} onClose={close} />
      <EndSession
        isOpen={view.dialog === "end"}
        isEnding={end.isPending}
        error={end.error}
        onEnd={() => end.mutate()}
        onClose={close}
      />
      <KeysDialog isOpen={view.dialog === "keys"} onClose={close} />
    </>
  );
}
