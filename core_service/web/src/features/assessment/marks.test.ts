/** The total as the core computes it: with a rubric, without, and with parts that mark themselves. */
import { describe, expect, it } from "vitest";
import {
  entryOf,
  isWhole,
  levelText,
  rowsOf,
  toWire,
  totalOf,
  withComment,
  withScore,
} from "./marks";
import { aMixedExercise, aReview } from "./testing";

function marked(review: ReturnType<typeof aReview>, ...points: number[]) {
  return points.reduce((entry, score, index) => {
    const row = rowsOf(review, entry)[index];
    return row ? withScore(entry, row, score) : entry;
  }, entryOf(review));
}

describe("marks", () => {
  it("adds the rubric's criteria up to the exercise's maximum", () => {
    const review = aReview(1, { attemptMaxScore: 20 });
    const entry = marked(review, 3, 4);
    expect(totalOf(review, entry)).toMatchObject({ score: 14, max: 20, missing: [] });
  });

  it("names what has no points yet", () => {
    const review = aReview(1);
    expect(totalOf(review, marked(review, 3)).missing.map(({ name }) => name)).toEqual([
      "Spelling",
    ]);
  });

  it("without a rubric gives the whole a number from 0 to the maximum", () => {
    const review = aReview(1, { rubric: null });
    expect(isWhole(review)).toBe(true);
    expect(rowsOf(review, entryOf(review))).toMatchObject([{ kind: "whole", max: 10 }]);
    expect(toWire(marked(review, 7)).overallScore).toBe(7);
  });

  it("lets objective parts arrive scored, and be adjusted", () => {
    const given = [
      { questionIndex: 0, score: 1 },
      { questionIndex: 1, score: 0 },
    ];
    const review = aReview(1, {
      rubric: null,
      exercise: aMixedExercise,
      givenScores: given,
      attemptMaxScore: 8,
    });
    const rows = rowsOf(review, entryOf(review));
    expect(rows.map(({ score, isGiven }) => [score, isGiven])).toEqual([
      [1, true],
      [0, true],
      [null, false],
    ]);
    const entry = marked(review, 1, 1, 2);
    expect(totalOf(review, entry)).toMatchObject({ score: 8, max: 8 });
    expect(toWire(entry).scores).toHaveLength(3);
  });

  it("lets a rubric stand for the points of the questions that it judges", () => {
    const given = [
      { questionIndex: 0, score: 1 },
      { questionIndex: 1, score: 1 },
    ];
    const review = aReview(1, { exercise: aMixedExercise, givenScores: given, attemptMaxScore: 4 });
    expect(totalOf(review, marked(review, 3, 2))).toMatchObject({ score: 3, missing: [] });
  });

  it("tells what the points stand for", () => {
    const review = aReview(1);
    const row = rowsOf(review, marked(review, 6))[0];
    expect(row && levelText(row)).toBe("6: All of Ideas");
  });

  it("sends a note that has no points yet, and nothing of a criterion that has neither", () => {
    const review = aReview(1);
    const [ideas] = rowsOf(review, entryOf(review));
    const entry = ideas ? withComment(entryOf(review), ideas, "Which fox?") : entryOf(review);
    expect(rowsOf(review, entry)[0]?.comment).toBe("Which fox?");
    expect(toWire(entry).criteriaScores).toEqual([
      { criterionName: "Ideas", score: null, comment: "Which fox?" },
    ]);
    const emptied = ideas ? withComment(entry, ideas, " ") : entry;
    expect(toWire(emptied).criteriaScores).toEqual([]);
  });
});
