/** Raising and lowering the hand as acts that wait on this device until the core has them. */
import type { HelpRequest } from "~/lib/contract";
import type { Act, SendAct } from "~/lib/outbox";
import { lowerHand, raiseHand } from "./api";

export const HAND_UP = "hand-up";
export const HAND_DOWN = "hand-down";

interface HandBody {
  sessionId: string;
  /** What was open on the screen, for raising. */
  exerciseId?: string;
  /** Which hand to lower; null for the one that an earlier act raises. */
  requestId?: string | null;
}

export function isHandAct(act: Act): act is Act<HandBody> {
  return act.kind === HAND_UP || act.kind === HAND_DOWN;
}

/** Answers with the help request as it stands, or null where there was no hand to lower. */
export function createHandSender(): SendAct {
  const raised = new Map<string, string>();
  return async (act): Promise<HelpRequest | null> => {
    const { sessionId, exerciseId, requestId } = act.body as HandBody;
    if (act.kind === HAND_UP) {
      const help = await raiseHand(sessionId, exerciseId ? { exerciseId } : {}, act.id);
      raised.set(sessionId, help.id);
      return help;
    }
    const open = requestId ?? raised.get(sessionId);
    return open === undefined ? null : lowerHand(open);
  };
}
