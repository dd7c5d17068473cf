/** Keeps the unsent answers of an attempt on this device, and nothing else, until the server has them. */
import type { Answer } from "~/generated/protocol";

export interface ShelvedDraft {
  /** The revision on which these answers build. */
  base: number;
  answers: Answer[];
}

export interface DraftShelf {
  read: () => ShelvedDraft | null;
  write: (draft: ShelvedDraft) => void;
  clear: () => void;
}

/** One shelf per person and attempt, so that children who share a tablet never meet each other's answers. */
export function deviceShelf(userId: string, attemptId: string): DraftShelf {
  const key = `aetherlearn-answers/${userId}/${attemptId}`;
  return {
    read: () => {
      const kept = attempting(() => localStorage.getItem(key)) ?? null;
      return kept === null ? null : (attempting(() => parsed(kept)) ?? null);
    },
    write: (draft) => void attempting(() => localStorage.setItem(key, JSON.stringify(draft))),
    clear: () => void attempting(() => localStorage.removeItem(key)),
  };
}

function parsed(kept: string): ShelvedDraft | null {
  const draft = JSON.parse(kept) as Partial<ShelvedDraft>;
  return typeof draft.base === "number" && Array.isArray(draft.answers)
    ? { base: draft.base, answers: draft.answers }
    : null;
}

/** A private window or a full disk has no shelf: the answers then live in the page and on the server. */
function attempting<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
