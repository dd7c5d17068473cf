/** Handing in as an act that waits on this device until the core has it. */
import type { Answer } from "~/generated/protocol";
import type { Act, SendAct } from "~/lib/outbox";
import { handIn } from "./api";

export const HAND_IN = "hand-in";

interface HandInBody {
  attemptId: string;
  exerciseId: string;
  /** Null at home. */
  sessionId: string | null;
  answers: Answer[];
}

export function isHandIn(act: Act): act is Act<HandInBody> {
  return act.kind === HAND_IN;
}

export function isHandInOf(act: Act, attemptId: string): act is Act<HandInBody> {
  return isHandIn(act) && act.body.attemptId === attemptId;
}

export const sendHandIn: SendAct = (act) => {
  const { exerciseId, sessionId, answers } = act.body as HandInBody;
  return handIn({ exerciseId, sessionId, answers, key: act.id });
};
