/** What a student reads about points, coming and badges: what was done, and what the next one takes. */
import type { Badge, Rewards } from "./api";

export function starWords({ points, level }: Pick<Rewards, "points" | "level">): string {
  return `${level.nextAt - points} to the next star`;
}

export function streakWords(streak: number): string {
  if (streak === 0) return "Come to your next session to begin a row.";
  return streak === 1 ? "You came last time." : `You came ${streak} times in a row.`;
}

/** "2 of 3", or null where every step is earned. */
export function progressWords({ count, nextAt }: Pick<Badge, "count" | "nextAt">): string | null {
  return nextAt === null ? null : `${Math.min(count, nextAt)} of ${nextAt}`;
}

/** The badge that takes the least more, of those that have a next step. */
export function nearest(badges: readonly Badge[]): { badge: Badge; missing: number } | null {
  const ahead = badges.flatMap((badge) =>
    badge.nextAt === null ? [] : [{ badge, missing: Math.max(1, badge.nextAt - badge.count) }],
  );
  return ahead.sort((a, b) => a.missing - b.missing)[0] ?? null;
}

export function nearestWords(badges: readonly Badge[]): string | null {
  const next = nearest(badges);
  return next && `${next.missing} more for “${next.badge.name}”`;
}
