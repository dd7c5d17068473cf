/** Keeps what an assessor has entered on this device until the server has it (UI 1.7). */
import type { Entry } from "./marks";

export interface MarkingShelf {
  read: () => Entry | null;
  write: (entry: Entry) => void;
  clear: () => void;
}

/** One shelf per person and review. */
export function markingShelf(userId: string, reviewId: string): MarkingShelf {
  const key = `aetherlearn-marks/${userId}/${reviewId}`;
  return {
    read: () => {
      try {
        const kept = localStorage.getItem(key);
        return kept === null ? null : (JSON.parse(kept) as Entry);
      } catch {
        return null;
      }
    },
    write: (entry) => attempting(() => localStorage.setItem(key, JSON.stringify(entry))),
    clear: () => attempting(() => localStorage.removeItem(key)),
  };
}

/** A private window or a full disk has no shelf: the entry then lives in the page and on the server. */
function attempting(act: () => void): void {
  try {
    act();
  } catch {
    return;
  }
}
