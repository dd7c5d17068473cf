/** Keeps the answers of an open attempt on this device, so that a reload without a network loses nothing. */
import type { Answer } from "~/generated/protocol";
import { forget, keep, kept } from "~/lib/device-store";

export interface ShelvedDraft {
  /** What the server confirmed last. */
  saved: { revision: number; answers: Answer[] };
  /** What stands on the screen: the same, or more of it. */
  answers: Answer[];
  /** As on the screen; what was moved here from another attempt has none yet. */
  times?: { savedAt: number | null; unsentSince: number | null };
}

export interface DraftShelf {
  read: () => ShelvedDraft | null;
  write: (draft: ShelvedDraft) => void;
  clear: () => void;
}

/** One shelf per person and attempt: children who share a tablet never meet each other's answers. */
export async function openShelf(userId: string, attemptId: string): Promise<DraftShelf> {
  const key = `answers/${userId}/${attemptId}`;
  let draft = (await kept<ShelvedDraft>(key)) ?? null;
  return {
    read: () => draft,
    write: (next) => {
      draft = next;
      void keep(key, next);
    },
    clear: () => {
      draft = null;
      void forget(key);
    },
  };
}

/** The core knows the attempt by another id: what was answered goes there, on top of what it has. */
export async function moveShelf(userId: string, from: string, to: string): Promise<void> {
  const [old, next] = await Promise.all([openShelf(userId, from), openShelf(userId, to)]);
  const draft = old.read();
  if (draft !== null) next.write({ saved: { revision: 0, answers: [] }, answers: draft.answers });
  old.clear();
}

export async function clearShelf(userId: string, attemptId: string): Promise<void> {
  (await openShelf(userId, attemptId)).clear();
}
