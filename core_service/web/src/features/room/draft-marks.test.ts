// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { markOf } from "./draft-marks";

const marks = (isCorrect: boolean | null) => ({
  attemptId: "attempt-1",
  revision: 4,
  answers: [{ questionIndex: 2, answer: ["3", "4"], isCorrect, score: null }],
});

describe("the mark of an answer", () => {
  it("is right, not right yet, or for a person to decide", () => {
    const mark = (isCorrect: boolean | null) => markOf(marks(isCorrect), 2, ["3", "4"]);
    expect([mark(true), mark(false), mark(null)]).toEqual(["right", "not-yet", "person"]);
  });

  it("is never one of an answer that has changed since, or of another question", () => {
    expect(markOf(marks(true), 2, ["3", "5"])).toBeNull();
    expect(markOf(marks(true), 1, ["3", "4"])).toBeNull();
    expect(markOf(undefined, 2, ["3", "4"])).toBeNull();
  });
});
