/** "I have read it" without a network, as an act that waits on this device until the core has it. */
import type { Act } from "~/lib/outbox";
import { inSessionOrAtHome } from "~/lib/session-or-home";
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

export function sendRead({ body }: Act<ReadBody>) {
  const { lessonId, assignmentId } = body;
  return inSessionOrAtHome(body, (place) => completeLesson({ lessonId, assignmentId, place }));
}
