import { describe, expect, it } from "vitest";
import type { ChildCatchUp, MarkedWork, Subject } from "./api";
import {
  ageWords,
  catchUpWords,
  levelWords,
  minutesWords,
  rightWords,
  scoreWords,
  unitsWords,
} from "./words";

const work = (score: number, ...rights: (boolean | null)[]) =>
  ({
    score,
    maxScore: 12,
    questions: rights.map((isRight, index) => ({ index, isRight })),
  }) as MarkedWork;

describe("what a family reads", () => {
  it("gives ages in years and months, rounded to the month", () => {
    expect(ageWords(11)).toBe("11 years");
    expect(ageWords(11.17)).toBe("11 years 2 months");
    expect(ageWords(8.99)).toBe("9 years");
    expect(ageWords(8.08)).toBe("8 years 1 month");
  });

  it("names both classes, or the level alone", () => {
    expect(levelWords(7, 5)).toEqual({ school: "School class 7,", working: "working at level 5" });
    expect(levelWords(null, 5)).toEqual({ school: "", working: "Working at level 5" });
  });

  it("counts questions, and says nothing where work was marked as a whole", () => {
    expect(rightWords(work(9, true, false, true))).toBe("2 of 3 right");
    expect(rightWords(work(9, null, null))).toBeNull();
  });

  it("says until when something is caught up, or that it was due", () => {
    const catchUp = (state: string) =>
      ({
        ...{ doneCount: 2, itemCount: 3, estimatedMins: 1 },
        ...{ dueAt: "2026-12-05T12:00:00Z", state },
      }) as ChildCatchUp;
    expect(catchUpWords(catchUp("DUE"))).toBe(
      "2 of 3 done, about 1 minute, until Saturday 5 December",
    );
    expect(catchUpWords(catchUp("OVERDUE"))).toMatch("was due on Saturday 5 December");
  });

  it.each([
    ["PRESENT", "90 minutes"],
    ["EXCUSED", null],
    ["ABSENT", null],
    [null, "90 minutes planned"],
  ] as const)("says how long a session was for a child who was %s", (attendance, words) => {
    expect(minutesWords({ minutes: 90, attendance })).toBe(words);
  });

  it("keeps half marks", () => {
    expect(scoreWords(work(9.5))).toBe("9.5 of 12");
    expect(scoreWords(work(9))).toBe("9 of 12");
  });

  it("says what is left before the next review", () => {
    const subject = (unitsLeft: number, unitsTotal: number) =>
      ({ unitsLeft, unitsTotal }) as Subject;
    expect(unitsWords(subject(2, 6))).toBe("2 of 6 units left before the next review");
    expect(unitsWords(subject(0, 6))).toBe("All units done, the next review is due");
    expect(unitsWords(subject(0, 0))).toBe("No units at this level yet");
  });
});
