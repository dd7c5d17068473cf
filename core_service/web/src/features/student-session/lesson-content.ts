/** What a lesson says: its blocks, and their words for a voice. */
import type { ExerciseSummary } from "~/lib/contract";

export type LessonBlock =
  { kind: "heading" | "paragraph" | "example"; text: string } | { kind: "list"; items: string[] };

export interface LessonPage {
  id: string;
  title: string;
  contentType: string;
  content: { blocks?: LessonBlock[] };
  estimatedMins: number | null;
  unitTitle: string;
  level: number;
  courseId: string;
  exercises: ExerciseSummary[];
}

export function blockWords(block: LessonBlock): string {
  return block.kind === "list" ? block.items.join(". ") : block.text;
}

/** The whole lesson as one text, block by block. */
export function lessonWords({ title, content }: LessonPage): string {
  return [title, ...(content.blocks ?? []).map(blockWords)].join(". ");
}
