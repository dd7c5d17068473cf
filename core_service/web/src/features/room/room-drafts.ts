/** Words to or about a student that are not sent yet: they stay while the room is open, whoever is looked at meanwhile. */
import { createStore } from "zustand";
import type { NoteVisibility } from "~/lib/contract";
import { noteUnsent } from "~/lib/unsent";

export interface RoomDraft {
  text: string;
  /** Who a note is for. */
  readers: NoteVisibility;
}

export const EMPTY_DRAFT: RoomDraft = { text: "", readers: "staff" };

export type RoomDrafts = ReturnType<typeof createRoomDrafts>;

/** By what is written and for whom, as `note/<student>`. */
export function createRoomDrafts() {
  const store = createStore<Record<string, RoomDraft>>(() => ({}));
  return {
    store,
    write: (key: string, draft: RoomDraft) => {
      store.setState({ [key]: draft });
      noteUnsent(`room/${key}`, draft.text.trim() !== "");
    },
    /** The room was left: nobody asks for its words any more. */
    leave: () => {
      for (const key of Object.keys(store.getState())) noteUnsent(`room/${key}`, false);
    },
  };
}
