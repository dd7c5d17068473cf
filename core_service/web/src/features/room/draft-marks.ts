/** Marks of answers that are not handed in, for the adult's eyes only: the core marks a draft as a dry run (UI 5). */
import { useQuery } from "@tanstack/react-query";
import type { Answer } from "~/generated/protocol";
import type { DraftMarks } from "~/lib/contract";
import { answerTo } from "./answer-words";
import { draftMarksQuery } from "./api";
import type { RoomStudent } from "./state/room-types";
import { isHandedIn } from "./state/student-status";

/** A person decides where the core cannot tell. */
export type Mark = "right" | "not-yet" | "person";

export type MarkOf = (questionIndex: number) => Mark | null;

/** While the answers are ahead of their marks, the core is asked at most this often. */
const ASK_EVERY_MS = 2_000;

/** The mark of each answer as it stands; null for one that is open or has changed since. */
export function useDraftMarks(student: RoomStudent, isShown = true): MarkOf {
  const { activity, draft } = student;
  const attemptId = isHandedIn(student) ? null : activity?.attemptId;
  const revision = draft && draft.attemptId === attemptId ? draft.revision : 0;
  const { data } = useQuery({
    ...draftMarksQuery(attemptId ?? ""),
    enabled: Boolean(attemptId) && isShown && revision > 0,
    refetchInterval: ({ state }) => ((state.data?.revision ?? 0) < revision ? ASK_EVERY_MS : false),
  });
  return (questionIndex) => markOf(data, questionIndex, answerTo(student, questionIndex));
}

export function markOf(
  marks: DraftMarks | undefined,
  questionIndex: number,
  answer: Answer["answer"],
): Mark | null {
  const marked = marks?.answers.find((each) => each.questionIndex === questionIndex);
  if (!marked || JSON.stringify(marked.answer) !== JSON.stringify(answer)) return null;
  if (marked.isCorrect === null) return "person";
  return marked.isCorrect ? "right" : "not-yet";
}

export const MARK_WORDS: Readonly<Record<Mark, string>> = {
  right: "right",
  "not-yet": "not right yet",
  person: "for a person to read",
};
