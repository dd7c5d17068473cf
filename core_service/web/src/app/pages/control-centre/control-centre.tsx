/** The control centre: header, filters, the grid of places, and beside it who next, the library or one student. */
import { DndContext, DragOverlay } from "@dnd-kit/core";
import { Drawer } from "@mantine/core";
import { useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { useMutation } from "@tanstack/react-query";
import { useMemo } from "react";
import { roomActs } from "~/features/room/api";
import { useAttentionStore } from "~/features/room/attention-provider";
import { ActBar } from "~/features/room/components/act-bar";
import type { CardActs } from "~/features/room/components/card-actions";
import { EndSession } from "~/features/room/components/end-session";
import { NewHandSpeaker } from "~/features/room/components/new-hand-speaker";
import { SessionHeader } from "~/features/room/components/session-header";
import { StatusFilters } from "~/features/room/components/status-filters";
import { StudentGrid } from "~/features/room/components/student-grid";
import { StudentPanel } from "~/features/room/components/student-panel";
import { TellEveryone } from "~/features/room/components/tell-everyone";
import { WhoNextDock } from "~/features/room/components/who-next-dock";
import { useRoom } from "~/features/room/room-provider";
import { inSeatOrder } from "~/features/room/student-status";
import { useRoomActs } from "~/features/room/use-room-acts";
import type { SessionSummary } from "~/lib/contract";
import { InlineProblem } from "~/ui/state-view";
import { MenuButton } from "../../shell/open-menu";
import { CardSlot } from "./card-slot";
import { useCentreView, useStatusFilter } from "./centre-view";
import { ClassNotice } from "./class-notice";
import { centreKeyActs } from "./centre-key-acts";
import classes from "./control-centre.module.css";
import { FinishedNext } from "./finished-next";
import { KeysDialog } from "./keys-dialog";
import { PanelNext } from "./panel-next";
import { Rail } from "./rail";
import { useCentreKeys } from "./use-centre-keys";
import { useDragging } from "./use-dragging";
import { useGiving } from "./use-giving";

interface ControlCentreProps {
  session: SessionSummary;
  timeZone?: string;
}

const TABLET = "(max-width: 1199px)";

export function ControlCentre({ session, timeZone }: ControlCentreProps) {
  const { store } = useRoom();
  const attention = useAttentionStore();
  const acts = useRoomActs();
  const { view, moves } = useCentreView();
  const [filter, setFilter] = useStatusFilter();
  const isTablet = useMediaQuery(TABLET);
  const [areKeysOn, setKeysOn] = useLocalStorage({ key: "aetherlearn-keys", defaultValue: true });
  const give = useGiving(acts, view.scope);
  const drag = useDragging(give);
  const start = useMutation({
    mutationFn: () => roomActs.start(session.id),
    onSuccess: () => store.dispatch({ type: "session:started" }),
  });
  const end = useMutation({
    mutationFn: () => roomActs.end(session.id),
    onSuccess: () => {
      store.dispatch({ type: "session:ended" });
      moves.showDialog(null);
    },
  });

  const seats = () =>
    inSeatOrder(Object.values(store.getState().room.students)).map(({ id }) => id);
  const goTo = (studentId: string) => {
    moves.open(studentId);
    void acts.goTo(studentId);
  };
  const step = (by: 1 | -1) => {
    const ids = seats();
    const at = view.openId === null ? (by === 1 ? -1 : 0) : ids.indexOf(view.openId);
    moves.open(ids[(at + by + ids.length) % ids.length] ?? null);
  };
  const cardActs = useMemo(
    (): CardActs => ({
      mark: (studentId, status) => void acts.mark(studentId, status),
      encourage: (studentId) => void acts.encourage(studentId),
      assign: moves.assignFor,
      open: (studentId) => {
        moves.open(studentId);
        const help = store.getState().room.students[studentId]?.help;
        if (help?.status === "PENDING") void acts.goTo(studentId);
      },
    }),
    [acts, moves, store],
  );
  useCentreKeys(centreKeyActs({ view, moves, acts, store, attention, goTo, step }), areKeysOn);

  const whoNextActs = {
    goTo,
    open: moves.open,
    assign: moves.assignFor,
    helped: (studentId: string) => void acts.helped(studentId),
  };
  const rail = <Rail view={view} moves={moves} acts={whoNextActs} roomActs={acts} onGive={give} />;
  const panel = view.openId !== null && (
    <StudentPanel
      studentId={view.openId}
      acts={acts}
      timeZone={timeZone}
      next={<PanelNext studentId={view.openId} onChange={moves.assignFor} />}
      onGoTo={goTo}
      onStep={step}
      onClose={() => moves.open(null)}
    />
  );
  const offered = drag.dragged ?? view.chosen;

  return (
    <DndContext {...drag.context}>
      <div className={classes.centre}>
        <SessionHeader
          session={session}
          timeZone={timeZone}
          menu={<MenuButton />}
          isBusy={start.isPending}
          onTellEveryone={() => moves.showDialog("tell")}
          onStart={() => start.mutate()}
          onEnd={() => moves.showDialog("end")}
        />
        {start.error && <InlineProblem error={start.error} onRetry={() => start.mutate()} />}
        <div className={classes.columns}>
          <div className={classes.class}>
            <div className={classes.filters}>
              <StatusFilters chosen={filter} onChoose={setFilter} />
              <ActBar log={acts.log} />
            </div>
            <ClassNotice />
            <StudentGrid onOpen={cardActs.open}>
              {(studentId, isReachable) => (
                <CardSlot
                  key={studentId}
                  studentId={studentId}
                  acts={cardActs}
                  isReachable={isReachable}
                  isOpen={studentId === view.openId}
                  filter={filter}
                  offered={offered}
                  isTouchToGive={view.chosen !== null && drag.dragged === null}
                  onGive={give}
                />
              )}
            </StudentGrid>
          </div>
          {!isTablet && (
            <aside className={classes.aside} data-panel={view.openId !== null || undefined}>
              {panel || rail}
            </aside>
          )}
        </div>
        {isTablet && <WhoNextDock onGoTo={goTo} onOpenList={() => moves.showTab("next")} />}
        {isTablet && (
          <Drawer
            opened={view.openId !== null || view.isSheetOpen}
            onClose={moves.back}
            position="right"
            size={view.openId === null ? 360 : 430}
            withCloseButton={false}
            padding={0}
            title={<span className="visually-hidden">Beside the class</span>}
            classNames={{ header: classes.sheetHeader, body: classes.sheetBody }}
          >
            {panel || rail}
          </Drawer>
        )}
      </div>
      <DragOverlay dropAnimation={null}>
        {drag.dragged && <p className={classes.dragged}>{drag.dragged.title}</p>}
      </DragOverlay>
      <FinishedNext />
      <NewHandSpeaker />
      <TellEveryone
        isOpen={view.dialog === "tell"}
        acts={acts}
        onClose={() => moves.showDialog(null)}
      />
      <EndSession
        isOpen={view.dialog === "end"}
        isEnding={end.isPending}
        error={end.error}
        onEnd={() => end.mutate()}
        onClose={() => moves.showDialog(null)}
      />
      <KeysDialog
        isOpen={view.dialog === "keys"}
        onClose={() => moves.showDialog(null)}
        areKeysOn={areKeysOn}
        onSwitch={setKeysOn}
      />
    </DndContext>
  );
}
