import { describe, expect, it } from "vitest";
import { exerciseFacts, levelGapWords } from "./fit";

describe("levelGapWords", () => {
  it.each([
    [6, 6, "Their level"],
    [6, 5, "Level 5, one below"],
    [6, 7, "Level 7, one above"],
    [8, 3, "Level 3, five below"],
    [6, null, "No level yet"],
  ])("an exercise of level %s for a student at %s: %s", (exercise, student, words) => {
    expect(levelGapWords(exercise, student)).toBe(words);
  });
});

describe("exerciseFacts", () => {
  it("leaves out what is not known", () => {
    const facts = { level: 5, questionCount: 1, estimatedMins: null, exerciseType: "WORKSHEET" };
    expect(exerciseFacts(facts)).toBe("Level 5, 1 question, on paper");
  });
});
