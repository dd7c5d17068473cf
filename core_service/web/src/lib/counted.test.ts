/** People read of one session, or of several, as they would say it. */
import { expect, it } from "vitest";
import { counted } from "./counted";

it.each([
  [0, "0 sessions"],
  [1, "1 session"],
  [2, "2 sessions"],
])("%i", (count, words) => {
  expect(counted(count, "session")).toBe(words);
});

it("takes what is not made many by an s", () => {
  expect(counted(1, "session is", "sessions are")).toBe("1 session is");
  expect(counted(4, "session is", "sessions are")).toBe("4 sessions are");
});
