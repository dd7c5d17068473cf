/** Everything that the parts of the control centre share: what is looked at, what can be done, and the keys for it. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo } from "react";
import { hasPermission } from "~/features/identity/permissions";
import { dashboardQuery, roomActs } from "~/features/room/api";
import { useAttentionStore } from "~/features/room/attention-provider";
import type { CardActs } from "~/features/room/components/card/card-actions";
import type { ColumnActs } from "~/features/room/components/lenses/student-column";
import { useRoom } from "~/features/room/room-provider";
import type { RoomStore } from "~/features/room/state/room-store";
import { inSeatOrder } from "~/features/room/state/student-status";
import type { RoomActs } from "~/features/room/room-acts";
import { useRoomActs } from "~/features/room/use-room-acts";
import type { RoomRole, SessionSummary } from "~/lib/contract";
import { useSingleKeys } from "~/ui/single-keys";
import { useMe } from "../../signed-in";
import { centreKeyActs } from "./centre-key-acts";
import { useCentrePrefs } from "./centre-prefs";
import { type CentreMoves, type CentreView, useCentreView } from "./centre-view";
import { useCentreKeys } from "./use-centre-keys";
import { useGiving } from "./use-giving";
import { useSeating } from "./use-seating";

export type Centre = ReturnType<typeof useCentre>;

export function useCentre(session: SessionSummary, role: RoomRole) {
  const { store } = useRoom();
  const me = useMe();
  const attention = useAttentionStore();
  const acts = useRoomActs();
  const { view, moves } = useCentreView();
  const [areKeysOn] = useSingleKeys();
  const [prefs, changePrefs] = useCentrePrefs();
  const isWatching = role !== "tutor";
  useEffect(() => acts.log.watch(isWatching), [acts, isWatching]);
  const stepIn = useSteppingIn(acts, session.id);
  const seating = useSeating(acts);
  const queries = useQueryClient();
  const refresh = () =>
    void queries.invalidateQueries({ queryKey: dashboardQuery(session.id).queryKey });
  const give = useGiving(acts, view.scope);
  const columnActs = useColumnActs(acts, moves);
  const cardActs = useCardActs(acts, moves, store);
  const goTo = (studentId: string) => {
    moves.open(studentId);
    void acts.goTo(studentId);
  };
  const step = (by: 1 | -1) => moves.open(neighbourOf(view, store, by));
  useCentreKeys(
    centreKeyActs({ view, moves, acts, store, attention, goTo, step, changePrefs }),
    areKeysOn,
  );
  const mayPlan = hasPermission(me, "SCHEDULE_MANAGE");
  return {
    session,
    isWatching,
    stepIn,
    refresh,
    mayPlan,
    view,
    moves,
    prefs,
    changePrefs,
    acts,
    give,
    seating,
    cardActs,
    columnActs,
    goTo,
    step,
  };
}

/** Starting and ending the lesson. */
export function useLesson(sessionId: string, moves: CentreMoves) {
  const { store } = useRoom();
  const start = useMutation({
    mutationFn: () => roomActs.start(sessionId),
    onSuccess: () => store.dispatch({ type: "session:started" }),
  });
  const end = useMutation({
    mutationFn: () => roomActs.end(sessionId),
    onSuccess: () => {
      store.dispatch({ type: "session:ended" });
      moves.showDialog(null);
    },
  });
  return { start, end };
}

/** The same object for as long as the room is open, so that cards do not render for it. */
function useCardActs(acts: RoomActs, moves: CentreMoves, store: RoomStore): CardActs {
  return useMemo(
    () => ({
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
}

function useColumnActs(acts: RoomActs, moves: CentreMoves): ColumnActs {
  return useMemo(
    () => ({
      setMode: (studentId, mode) => void acts.setMode(studentId, mode),
      dropIn: (studentId) => void acts.goTo(studentId),
      assign: moves.assignFor,
      complete: (studentId, exerciseId) => void acts.markComplete(studentId, exerciseId),
      open: moves.open,
    }),
    [acts, moves],
  );
}

/** Taking the tutor's role in a session that one has only watched. */
function useSteppingIn(acts: RoomActs, sessionId: string) {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: () => roomActs.stepIn(sessionId),
    onSuccess: () => {
      acts.log.watch(false);
      return queries.invalidateQueries({ queryKey: dashboardQuery(sessionId).queryKey });
    },
    onError: (error) =>
      acts.log.fail("You could not step in", error, () => roomActs.stepIn(sessionId)),
  });
  return useCallback(() => mutate(), [mutate]);
}

/** The student one seat on (or back) from the one in the panel. */
function neighbourOf(view: CentreView, store: RoomStore, by: 1 | -1): string | null {
  const ids = inSeatOrder(Object.values(store.getState().room.students)).map(({ id }) => id);
  const at = view.openId === null ? (by === 1 ? -1 : 0) : ids.indexOf(view.openId);
  return ids[(at + by + ids.length) % ids.length] ?? null;
}
