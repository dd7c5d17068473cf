/** What the tutor is looking at in the control centre; the room's facts are elsewhere. */
import { useCallback, useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import type { AssignmentScope } from "~/features/content/api";
import type { ExerciseSummary } from "~/lib/contract";
import type { StudentStatus } from "~/ui/status";
import { STATUS_WORDS } from "~/ui/status";

export type RailTab = "next" | "assign" | "notes" | "faces";
export type Dialog = "tell" | "end" | "keys" | "substitute" | "add-student";

export interface CentreView {
  /** The student in the panel. */
  openId: string | null;
  tab: RailTab;
  /** For whom the library was opened; null for several. */
  assignForId: string | null;
  /** The exercise that the next touch on a card gives. */
  chosen: ExerciseSummary | null;
  scope: AssignmentScope;
  dialog: Dialog | null;
  /** On a tablet: the sheet with lists or library stands open. */
  isSheetOpen: boolean;
  /** The student in the panel fills the page; of the others only the faces remain. */
  isFocus: boolean;
  /** Cards are being moved to other seats. */
  isSeating: boolean;
}

const FIRST_VIEW: CentreView = {
  openId: null,
  tab: "next",
  assignForId: null,
  chosen: null,
  scope: "session",
  dialog: null,
  isSheetOpen: false,
  isFocus: false,
  isSeating: false,
};

export interface CentreMoves {
  open: (studentId: string | null) => void;
  assignFor: (studentId: string | null) => void;
  showTab: (tab: RailTab) => void;
  choose: (exercise: ExerciseSummary | null) => void;
  setScope: (scope: AssignmentScope) => void;
  showDialog: (dialog: Dialog | null) => void;
  closeSheet: () => void;
  /** One student alone, and back; without one in the panel, the one that is given. */
  toggleFocus: (studentId: string | null) => void;
  setSeating: (isSeating: boolean) => void;
  /** One step out: the dialog's own Esc, then the choice, then the panel, then the library. */
  back: () => void;
}

/** `moves` keeps its identity, so that cards may depend on it. */
export function useCentreView(): { view: CentreView; moves: CentreMoves } {
  const [view, setView] = useState(FIRST_VIEW);
  const moves = useMemo((): CentreMoves => {
    const change = (part: Partial<CentreView>) => setView((before) => ({ ...before, ...part }));
    return {
      open: (openId) =>
        change({ openId, isSheetOpen: false, ...(openId === null ? { isFocus: false } : {}) }),
      assignFor: (assignForId) =>
        change({ assignForId, tab: "assign", openId: null, isSheetOpen: true, isFocus: false }),
      showTab: (tab) =>
        change({ tab, isSheetOpen: true, ...(tab === "assign" ? {} : { chosen: null }) }),
      choose: (chosen) => change({ chosen, ...(chosen ? { isSheetOpen: false } : {}) }),
      setScope: (scope) => change({ scope }),
      showDialog: (dialog) => change({ dialog }),
      closeSheet: () => change({ isSheetOpen: false }),
      toggleFocus: (studentId) =>
        setView((before) => {
          const openId = before.openId ?? studentId;
          return { ...before, openId, isFocus: openId !== null && !before.isFocus };
        }),
      setSeating: (isSeating) => change({ isSeating, chosen: null }),
      back: () => setView(oneStepOut),
    };
  }, []);
  return { view, moves };
}

function oneStepOut(view: CentreView): CentreView {
  if (view.isSeating) return { ...view, isSeating: false };
  if (view.isFocus) return { ...view, isFocus: false };
  if (view.chosen) return { ...view, chosen: null };
  if (view.openId) return { ...view, openId: null };
  if (view.isSheetOpen) return { ...view, isSheetOpen: false };
  return { ...view, tab: "next", assignForId: null };
}

/** The status filter, kept in the address. */
export function useStatusFilter(): [StudentStatus | null, (status: StudentStatus | null) => void] {
  const [search, setSearch] = useSearchParams();
  const shown = search.get("show");
  const filter = shown !== null && shown in STATUS_WORDS ? (shown as StudentStatus) : null;
  const setFilter = useCallback(
    (status: StudentStatus | null) => setSearch(status ? { show: status } : {}, { replace: true }),
    [setSearch],
  );
  return [filter, setFilter];
}
