import { describe, expect, it } from "vitest";
import type { Badge } from "./api";
import { nearestWords, progressWords, starWords, streakWords } from "./words";

const badge = (name: string, count: number, nextAt: number | null) =>
  ({ name, count, nextAt }) as Badge;

describe("words of rewards", () => {
  it("say how far the next star is", () => {
    const level = { number: 12, beginsAt: 1200, nextAt: 1300 };
    expect(starWords({ points: 1240, level })).toBe("60 to the next star");
  });

  it.each([
    [0, "Come to your next session to begin a row."],
    [1, "You came last time."],
    [4, "You came 4 times in a row."],
  ])("of a row of %i: %s", (streak, words) => expect(streakWords(streak)).toBe(words));

  it("say how far a badge is, and nothing when it is complete", () => {
    expect(progressWords(badge("", 2, 3))).toBe("2 of 3");
    expect(progressWords(badge("", 40, null))).toBeNull();
  });

  it("name the badge that takes the least more", () => {
    const badges = [badge("Far", 0, 10), badge("Near", 8, 10), badge("Complete", 9, null)];
    expect(nearestWords(badges)).toBe("2 more for “Near”");
    expect(nearestWords([])).toBeNull();
  });
});
