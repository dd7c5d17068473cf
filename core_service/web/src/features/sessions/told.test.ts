import { expect, it } from "vitest";
import type { SessionSummary } from "~/lib/contract";
import { toldWords } from "./told";

const person = (name: string) => ({ id: name, name, avatarUrl: null });
const session = (students: string[], substitute?: string) =>
  ({
    students: students.map(person),
    tutor: person("Helen Marsh"),
    substituteTutor: substitute ? person(substitute) : null,
  }) as SessionSummary;

it.each([
  [session([]), "Helen Marsh"],
  [session(["Maya"]), "Maya, the parents and Helen Marsh"],
  [session(["Maya", "Leo"], "Ravi"), "2 students, their parents, Helen Marsh and Ravi"],
])("names everybody", (of, words) => {
  expect(toldWords(of)).toBe(words);
});
