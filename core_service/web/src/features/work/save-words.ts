/** What a child reads about where the answers are. */
import { counted } from "~/lib/wording";
import type { DraftState } from "./draft-keeper";

/** Typing would make the words flicker: the age of the last save says enough for so long. */
const SHOW_SAVING_AFTER_MS = 1_500;
const SHOW_WAITING_AFTER_MS = 10_000;

type SaveKind = "untouched" | "saved" | "saving" | "kept";

export function saveKind(draft: DraftState, now: number): SaveKind {
  const waitingMs = draft.unsentSince === null ? 0 : now - draft.unsentSince;
  if (waitingMs >= SHOW_WAITING_AFTER_MS) return "kept";
  if (waitingMs >= SHOW_SAVING_AFTER_MS) return "saving";
  if (draft.savedAt !== null) return "saved";
  return draft.unsentSince === null ? "untouched" : "saving";
}

export function agoWords(durationMs: number): string {
  const seconds = Math.floor(durationMs / 1000);
  if (seconds < 2) return "just now";
  if (seconds < 60) return `${seconds} seconds ago`;
  const minutes = Math.floor(seconds / 60);
  return counted(minutes, "minute ago", "minutes ago");
}

export function waitingWords(count: number): string {
  return counted(count, "answer waiting", "answers waiting");
}

type DeviceWord = "phone" | "tablet" | "computer";

export function deviceWord(width: number, isTouch: boolean): DeviceWord {
  if (!isTouch) return "computer";
  return width < 600 ? "phone" : "tablet";
}

export function thisDevice(): DeviceWord {
  return deviceWord(window.innerWidth, window.matchMedia("(pointer: coarse)").matches);
}
