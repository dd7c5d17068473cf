import { describe, expect, it } from "vitest";
import type { Question } from "~/lib/contract";
import {
  type AnswerValue,
  answeredCount,
  answerInWords,
  areSame,
  differing,
  fromWire,
  gapsOf,
  isBlank,
  isComplete,
  progressPct,
  toWire,
  wordCount,
} from "./answers";

const choice: Question = { type: "MULTIPLE_CHOICE", question: "Which?", options: ["a", "b"] };
const twoGaps: Question = { type: "FILL_IN_BLANK", question: "___ and ___" };
const pairs: Question = {
  type: "MATCHING",
  question: "Match",
  left: ["x", "y"],
  options: ["1", "2"],
};
const number: Question = { type: "NUMERICAL", question: "2 + 2 =" };

describe("isBlank", () => {
  it.each<AnswerValue | undefined>([undefined, null, "", "  ", [], [null, " "], {}, { x: null }])(
    "takes %o for nothing",
    (value) => expect(isBlank(value)).toBe(true),
  );

  it.each(["a", 0, ["", "b"], { x: "1" }])("takes %o for an answer", (value) =>
    expect(isBlank(value)).toBe(false),
  );
});

describe("isComplete", () => {
  it.each([
    [choice, "a", true],
    [choice, undefined, false],
    [number, 0, true],
    [twoGaps, ["one", null], false],
    [twoGaps, ["one", "two"], true],
    [pairs, { x: "1" }, false],
    [pairs, { x: "1", y: "2" }, true],
  ] as const)("%o answered by %o: %s", (question, value, expected) => {
    expect(isComplete(question, value as never)).toBe(expected);
  });
});

describe("progress", () => {
  const questions = [choice, twoGaps, pairs, number];

  it("counts only what is complete", () => {
    expect(answeredCount(questions, { 0: "a", 1: ["one", null], 3: "4" })).toBe(2);
  });

  it("is a whole percentage", () => {
    expect(progressPct([choice, number, pairs], { 0: "a" })).toBe(33);
  });

  it("is nothing for an exercise without questions", () => {
    expect(progressPct([], {})).toBe(0);
  });

  it("lists the gaps and tells which are begun", () => {
    expect(gapsOf(questions, { 0: "a", 1: ["one", null] })).toEqual([
      { questionIndex: 1, isPartial: true },
      { questionIndex: 2, isPartial: false },
      { questionIndex: 3, isPartial: false },
    ]);
  });
});

describe("the wire", () => {
  it("carries answers in order and leaves blank ones out", () => {
    expect(toWire({ 10: "b", 2: "a", 5: " ", 6: [null, "x"] })).toEqual([
      { questionIndex: 2, answer: "a" },
      { questionIndex: 6, answer: [null, "x"] },
      { questionIndex: 10, answer: "b" },
    ]);
  });

  it("comes back as it went", () => {
    const answers = { 0: "a", 1: ["x", null], 2: { left: "right" } };
    expect(fromWire(toWire(answers))).toEqual(answers);
  });
});

describe("differing", () => {
  it("names the questions whose answers differ", () => {
    expect(differing({ 0: "a", 1: "b" }, { 0: "a", 1: "c", 2: "d" })).toEqual([1, 2]);
  });

  it("does not mind the order of pairs, nor blank answers", () => {
    expect(areSame({ 0: { x: "1", y: "2" }, 1: "" }, { 0: { y: "2", x: "1" } })).toBe(true);
  });
});

describe("wordCount", () => {
  it.each([
    ["", 0],
    ["  one  two\nthree ", 3],
    ["It’s well-known – really!", 3],
    ["Älter, naïve 42", 3],
  ])("counts %j as %i", (text, count) => expect(wordCount(text)).toBe(count));
});

describe("answerInWords", () => {
  it.each([
    [undefined, "nothing yet"],
    [["a", null], "a, …"],
    [{ cat: "hat", log: null }, "cat: hat"],
    [3, "3"],
  ])("says %o as %s", (value, words) => expect(answerInWords(value)).toBe(words));
});
