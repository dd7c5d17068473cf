/** What the hand button shows: down, kept until the line is back, up, or somebody is coming (UI 6). */
import type { HelpStatus } from "~/lib/contract";

/** What the student wants while the core has not confirmed it. */
export type Wish = "up" | "down" | null;

type HandKind = "down" | "kept" | "up" | "coming";

export interface HandFace {
  kind: HandKind;
  title: string;
  detail: string | null;
}

/** `tutor` is the first name; `handsAhead` is null while the place in the queue is not known. */
export function handFace(
  status: HelpStatus | null,
  wish: Wish,
  isReachable: boolean,
  tutor: string,
  handsAhead: number | null = null,
): HandFace {
  if (wish === "up" && !isReachable) {
    return {
      kind: "kept",
      title: "My hand waits",
      detail: "Put it up in the room",
    };
  }
  const isUp =
    wish === "up" || (wish === null && (status === "PENDING" || status === "ACKNOWLEDGED"));
  if (!isUp) return { kind: "down", title: "I need help", detail: null };
  if (status === "ACKNOWLEDGED") {
    return { kind: "coming", title: `${tutor} is coming`, detail: "Your hand is up" };
  }
  return { kind: "up", title: "My hand is up", detail: placeWords(handsAhead) };
}

function placeWords(handsAhead: number | null): string {
  if (handsAhead === null) return "Tap to put it down";
  return handsAhead === 0 ? "You are next" : `${handsAhead} before you`;
}
