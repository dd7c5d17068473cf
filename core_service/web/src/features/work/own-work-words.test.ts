import { describe, expect, it } from "vitest";
import type { OwnAttempt } from "./api";
import { revisitWords, stateWords } from "./own-work-words";

const graded = { status: "GRADED", score: 10, maxScore: 12, isReturned: false } as OwnAttempt;

describe("stateWords", () => {
  it.each([
    [{ ...graded, questionsToRevisit: [2] }, "10 of 12. Question 3 is worth another look"],
    [{ ...graded, score: 7.5, questionsToRevisit: [] }, "7.5 of 12"],
    [{ ...graded, score: null, questionsToRevisit: [] }, "Done"],
    [{ ...graded, status: "UNDER_REVIEW", score: null }, "A person is reading it"],
    [{ ...graded, status: "IN_PROGRESS", isReturned: true }, "Have another look"],
  ] as [OwnAttempt, string][])("%o: %s", (attempt, words) => {
    expect(stateWords(attempt)).toBe(words);
  });
});

describe("revisitWords", () => {
  it.each([
    [[], ""],
    [[0, 4], "Questions 1 and 5 are worth another look"],
    [[0, 1, 2, 3], "4 questions are worth another look"],
  ])("%o: %s", (questions, words) => {
    expect(revisitWords(questions)).toBe(words);
  });
});
