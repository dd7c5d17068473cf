/** What each single key does here, for the student in the panel or the focused card. */
import type { AttentionStore } from "~/features/room/attention";
import type { RoomStore } from "~/features/room/state/room-store";
import type { RoomActs } from "~/features/room/room-acts";
import type { ChangePrefs } from "./centre-prefs";
import type { CentreMoves, CentreView } from "./centre-view";
import type { KeyActs } from "./use-centre-keys";

interface CentreKeyOptions {
  view: CentreView;
  moves: CentreMoves;
  acts: RoomActs;
  store: RoomStore;
  attention: AttentionStore;
  goTo: (studentId: string) => void;
  step: (by: 1 | -1) => void;
  changePrefs: ChangePrefs;
}

export function centreKeyActs(options: CentreKeyOptions): KeyActs {
  const { view, moves, acts, store, attention, goTo, step, changePrefs } = options;
  return {
    student: () => view.openId ?? focusedStudent(),
    nextHand: () => {
      const next = attention.getState().whoNext.hands.find(({ takenBy }) => takenBy === null);
      if (next) goTo(next.studentId);
    },
    nextLook: () => {
      const next = attention.getState().whoNext.worthALook[0];
      if (next) moves.open(next.studentId);
    },
    helped: (studentId) => void acts.helped(studentId),
    toggleMode: (studentId) => {
      const mode = store.getState().room.students[studentId]?.mode;
      void acts.setMode(studentId, mode === "TEACH" ? "OBSERVE" : "TEACH");
    },
    assign: moves.assignFor,
    message: (studentId) => {
      moves.open(studentId);
      focusSoon("[data-message]");
    },
    encourage: (studentId) => void acts.encourage(studentId),
    mark: (studentId, status) => void acts.mark(studentId, status),
    tellEveryone: () => moves.showDialog("tell"),
    step,
    focus: (studentId) => moves.toggleFocus(studentId),
    lens: (lens) => changePrefs({ lens }),
    undo: () => void acts.log.undoLast(),
    search: () => {
      moves.assignFor(view.assignForId);
      focusSoon("[data-search]");
    },
    showKeys: () => moves.showDialog("keys"),
    toCard: () => cardOf(view.openId ?? view.assignForId)?.focus(),
    back: moves.back,
  };
}

function cardOf(studentId: string | null): HTMLElement | null {
  const own = studentId && `[data-student-id="${studentId}"]`;
  return document.querySelector<HTMLElement>(own ?? "[data-student-id][tabindex='0']");
}

function focusedStudent(): string | null {
  const card = document.activeElement?.closest<HTMLElement>("[data-student-id]");
  return card?.dataset["studentId"] ?? null;
}

/** After the panel or the library has been drawn. */
function focusSoon(selector: string): void {
  window.requestAnimationFrame(() => {
    const found = document.querySelector<HTMLElement>(selector);
    (found?.matches("input") ? found : found?.querySelector<HTMLElement>("input"))?.focus();
  });
}
