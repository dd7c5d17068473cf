/** A session of the centre in one line: who teaches, where, who came, who waits. Pure. */
import { minutesText } from "~/lib/durations";
import { counted } from "~/lib/wording";
import type { CentreSession, CentreToday } from "./api";

export function sessionLine({ session, attendance, hands }: CentreSession): string {
  const tutor = session.substituteTutor
    ? `${session.substituteTutor.name} for ${session.tutor.name}`
    : session.tutor.name;
  const came = attendance.present + attendance.late;
  const isOver = session.status === "COMPLETED" || session.status === "IN_PROGRESS";
  const parts = [
    tutor,
    session.room?.name,
    isOver
      ? `${came} of ${session.students.length} here`
      : `${session.students.length} of ${session.maxCapacity} places taken`,
    hands.open > 0 && counted(hands.open, "hand up", "hands up"),
    hands.longestWaitSeconds !== null &&
      `longest wait ${minutesText(hands.longestWaitSeconds * 1000)}`,
  ];
  return parts.filter(Boolean).join(" · ");
}

/** "12 wait, the oldest for 1 h 5 min; 2 over a day." */
export function queueWords({ queue, serverTime }: CentreToday): string {
  if (queue.waiting === 0) return "All marked.";
  const oldest = queue.oldestSubmittedAt
    ? `, the oldest for ${minutesText(Date.parse(serverTime) - Date.parse(queue.oldestSubmittedAt))}`
    : "";
  const late = queue.overADay > 0 ? `; ${queue.overADay} over a day` : "";
  return `${counted(queue.waiting, "waits", "wait")}${oldest}${late}.`;
}
