import { expect, it } from "vitest";
import { readSeats } from "./seats";

it.each([
  ["A1-A3, B1", ["A1", "A2", "A3", "B1"]],
  ["A1-3", ["A1", "A2", "A3"]],
  ["1 - 3", ["1", "2", "3"]],
  ["A1, A1,, window", ["A1", "window"]],
  ["A5-A1", ["A5-A1"]],
  ["", []],
])("“%s” are %j", (typed, seats) => {
  expect(readSeats(typed)).toEqual(seats);
});
