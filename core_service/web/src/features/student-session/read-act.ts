/** "I have read it" without a network, as an act that waits on this device until the core has it. */
import type { Act } from "~/lib/outbox";
import { ProblemError } from "~/lib/problem";
import { completeLesson } from "./api";

export const READ = "read";

export interface ReadBody {
  lessonId: string;
  assignmentId: string | null;
  sessionId: string;
  centreId: string;
}

export function isRead(act: Act): act is Act<ReadBody> {
  return act.kind === READ;
}

/** In the session, or at home where the session has ended meanwhile. */
export async function sendRead({ body }: Act<ReadBody>) {
  const { lessonId, assignmentId, sessionId, centreId } = body;
  try {
    return await completeLesson({ lessonId, assignmentId, place: { sessionId } });
  } catch (error) {
    if (!(error instanceof ProblemError) || error.code !== "wrong_session_status") throw error;
    return completeLesson({ lessonId, assignmentId, place: { centreId } });
  }
}
