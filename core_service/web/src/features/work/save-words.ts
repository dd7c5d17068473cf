/** What a child reads about where the answers are. */
import type { DraftState } from "./draft-keeper";

const SHOW_WAITING_AFTER_MS = 10_000;

export type SaveKind = "untouched" | "saved" | "saving" | "kept";

export function saveKind(draft: DraftState, now: number): SaveKind {
  if (draft.unsentSince !== null) {
    return now - draft.unsentSince >= SHOW_WAITING_AFTER_MS ? "kept" : "saving";
  }
  return Object.keys(draft.answers).length === 0 ? "untouched" : "saved";
}

export function agoWords(durationMs: number): string {
  const seconds = Math.floor(durationMs / 1000);
  if (seconds < 2) return "just now";
  if (seconds < 60) return `${seconds} seconds ago`;
  const minutes = Math.floor(seconds / 60);
  return minutes === 1 ? "1 minute ago" : `${minutes} minutes ago`;
}

export function waitingWords(count: number): string {
  return count === 1 ? "1 answer waiting" : `${count} answers waiting`;
}

export type DeviceWord = "phone" | "tablet" | "computer";

export function deviceWord(width: number, isTouch: boolean): DeviceWord {
  if (!isTouch) return "computer";
  return width < 600 ? "phone" : "tablet";
}

export function thisDevice(): DeviceWord {
  return deviceWord(window.innerWidth, window.matchMedia("(pointer: coarse)").matches);
}
