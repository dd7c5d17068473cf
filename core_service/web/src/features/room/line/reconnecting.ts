/** What a closed line means, and how long to wait before the next one (PROTOCOL, Closing). */
import { CLOSE_CODES } from "~/generated/protocol-codes";

export type Retry = "in_window" | "backoff" | "new_ticket" | "final";

/** In the place of a close code where the core refused the ticket. */
export const NO_TICKET = 0;

const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;
const SPREAD_MS = 1_000;

/** Words for those closes that end the page's part in the room. */
const FINAL_WORDS: Readonly<Record<string, string>> = {
  BAD_TICKET: "The room did not accept this page's ticket. Reload the page.",
  FORBIDDEN: "You are not a member of this session.",
  CONTINUED_ELSEWHERE: "Continued on another device.",
  SESSION_ENDED: "The session has ended.",
  REMOVED: "You were signed out, or taken out of this session.",
  PROTOCOL_ERROR: "This page and the room did not understand each other. Reload the page.",
  ABUSE: "The room closed the line after too many messages. Reload the page.",
  UPGRADE_REQUIRED: "This page is out of date. Reload it.",
};

interface Close {
  name: string;
  reason: string;
  retry: Retry;
}

const closeOf = (code: number) => (CLOSE_CODES as Partial<Record<string, Close>>)[String(code)];

const nameOf = (code: number) => closeOf(code)?.name;

export function closeMeaning(code: number): { retry: Retry; words: string } {
  const known = closeOf(code);
  if (known === undefined) return { retry: "backoff", words: "" };
  return { retry: known.retry, words: FINAL_WORDS[known.name] ?? known.reason };
}

/** The hub's word for a login that has ended, or the core's when it gave no ticket: another login mends both. */
export function endsWithLogin(code: number): boolean {
  return code === NO_TICKET || nameOf(code) === "REMOVED";
}

/** Full jitter: anywhere up to min(15 s, 0.5 s · 2ⁿ). */
export function backoffMs(attempt: number, random: () => number): number {
  return random() * Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** attempt);
}

export function jitterMs(random: () => number): number {
  return random() * SPREAD_MS;
}
