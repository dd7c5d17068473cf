import { describe, expect, it } from "vitest";
import type { Attempt, Question } from "~/lib/contract";
import { resultHeadline, resultsOf } from "./results";

const question = (type: Question["type"]): Question => ({ type, question: "?" });

const attempt = (answers: Attempt["answers"]) =>
  ({
    answers,
    questionResults: [{ questionIndex: 1, explanation: "Look again." }],
  }) as Attempt;

describe("resultsOf", () => {
  it.each([
    ["right", question("NUMERICAL"), { answer: "4", isCorrect: true, score: 1 }],
    ["not-yet", question("NUMERICAL"), { answer: "5", isCorrect: false, score: 0 }],
    ["partly", question("MATCHING"), { answer: { a: "b" }, isCorrect: false, score: 0.5 }],
    ["left-out", question("NUMERICAL"), { answer: null, isCorrect: false, score: 0 }],
    ["to-be-read", question("SHORT_ANSWER"), { answer: "Because." }],
    ["on-paper", question("WORKSHEET"), { answer: null }],
  ])("tells %s", (outcome, asked, graded) => {
    const [result] = resultsOf([asked], attempt([{ questionIndex: 0, ...graded }]));
    expect(result?.outcome).toBe(outcome);
  });

  it("gives each question its own explanation", () => {
    const results = resultsOf([question("NUMERICAL"), question("NUMERICAL")], attempt([]));
    expect(results.map(({ explanation }) => explanation)).toEqual([null, "Look again."]);
  });
});

describe("resultHeadline", () => {
  const result = (outcome: "right" | "not-yet" | "to-be-read") => ({
    questionIndex: 0,
    outcome,
    answer: "x",
    explanation: null,
  });

  it.each([
    ["All right. Well done!", [result("right"), result("to-be-read")]],
    ["Not yet. Have another look.", [result("not-yet"), result("not-yet")]],
    ["1 of 2 right", [result("right"), result("not-yet")]],
    ["Handed in. Well done!", [result("to-be-read")]],
  ])("says %s", (words, results) => expect(resultHeadline(results)).toBe(words));
});
