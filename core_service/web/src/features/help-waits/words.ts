/** Waits in words, and what a month of them says. Pure. */
import { counted } from "~/lib/wording";
import type { HelpFigures } from "./api";

/** "1 min 48 s", "40 s", "–" where there is none. */
export function waitWords(seconds: number | null): string {
  if (seconds === null) return "–";
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const rest = whole % 60;
  return rest === 0 ? `${Math.floor(whole / 60)} min` : `${Math.floor(whole / 60)} min ${rest} s`;
}

/** One sentence that answers whether children wait too long. */
export function readingOf(figures: HelpFigures, targetMinutes: number): string {
  const { requests, medianResponseSeconds, p90ResponseSeconds } = figures;
  if (requests === 0) return "No hand was raised in this time.";
  const hands = counted(requests, "hand");
  if (medianResponseSeconds === null || p90ResponseSeconds === null) {
    return `None of ${hands} was answered.`;
  }
  const isKept = p90ResponseSeconds <= targetMinutes * 60;
  return (
    `Half of ${hands} were answered within ${waitWords(medianResponseSeconds)}, nine in ten within ` +
    `${waitWords(p90ResponseSeconds)}: ${isKept ? "within" : "over"} the limit of ${targetMinutes} min.`
  );
}

/** How far a bar reaches, in percent of the longest that is shown. */
export function barWidth(seconds: number | null, longest: number): number {
  return seconds === null || longest === 0 ? 0 : Math.min(100, (seconds / longest) * 100);
}
