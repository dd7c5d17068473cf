/** Keeps unsent marks on this device, and nothing else, until the core has them. */
import type { Batch, WantedMark } from "./wanted-mark";

interface KeptMarks {
  waiting: WantedMark[];
  sending: Batch | null;
}

export interface MarksShelf {
  read: () => KeptMarks;
  write: (kept: KeptMarks) => void;
}

const NOTHING: KeptMarks = { waiting: [], sending: null };

/** One shelf per adult and session, so that nobody sends what somebody else has touched. */
export function deviceMarksShelf(userId: string, sessionId: string): MarksShelf {
  const key = `aetherlearn-marks/${userId}/${sessionId}`;
  return {
    read: () => {
      const kept = attempting(() => localStorage.getItem(key)) ?? null;
      return kept === null ? NOTHING : (attempting(() => parsed(kept)) ?? NOTHING);
    },
    write: (kept) => {
      const isEmpty = kept.waiting.length === 0 && kept.sending === null;
      if (isEmpty) attempting(() => localStorage.removeItem(key));
      else attempting(() => localStorage.setItem(key, JSON.stringify(kept)));
    },
  };
}

function parsed(kept: string): KeptMarks {
  const { waiting, sending } = JSON.parse(kept) as Partial<KeptMarks>;
  return {
    waiting: Array.isArray(waiting) ? waiting : [],
    sending: sending && Array.isArray(sending.marks) ? sending : null,
  };
}

/** A private window or a full disk has no shelf: the marks then live in the page and on the server. */
function attempting<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
