/** What is pending, each as a number, words and a way there; nothing that is zero. Pure. */
import { dayText, minutesText, timeOfDay } from "~/lib/durations";
import { attendancePath, sessionPath } from "~/lib/session-paths";
import type { MyDay } from "./api";
import { firstNames } from "./day-words";

export interface Task {
  key: string;
  count: number;
  title: string;
  detail: string;
  to: string;
  isLate: boolean;
}

const CATCH_UPS = "/dashboard/tutor/catchups";

export function tasksOf({ toDo, timezone, parentsSeeNotesAt, serverTime }: MyDay): Task[] {
  const time = (instant: string) => timeOfDay(instant, timezone);
  const [overdue] = toDo.catchUpsOverdue;
  const [unmarked] = toDo.unmarkedAttendance;
  const [notes] = toDo.notesToWrite;
  const { waitingWork, recommendations } = toDo;
  const oldest = waitingWork.oldestSubmittedAt;
  const tasks: (Task | null)[] = [
    unmarked
      ? {
          key: "attendance",
          count: sum(toDo.unmarkedAttendance),
          title: "Attendance to mark",
          detail: `${unmarked.sessionName}, ${time(unmarked.scheduledStart)}: ${firstNames(unmarked.students)}`,
          to: attendancePath(unmarked.sessionId),
          isLate: true,
        }
      : null,
    overdue
      ? {
          key: "overdue",
          count: toDo.catchUpsOverdue.length,
          title: toDo.catchUpsOverdue.length === 1 ? "Catch-up overdue" : "Catch-ups overdue",
          detail: `${firstNames(toDo.catchUpsOverdue.map(({ student }) => student))}, due ${dayText(overdue.dueAt, timezone)}`,
          to: CATCH_UPS,
          isLate: true,
        }
      : null,
    toDo.catchUpsDueToday[0]
      ? {
          key: "due",
          count: toDo.catchUpsDueToday.length,
          title: toDo.catchUpsDueToday.length === 1 ? "Catch-up due today" : "Catch-ups due today",
          detail: `${firstNames(toDo.catchUpsDueToday.map(({ student }) => student))}: before ${time(toDo.catchUpsDueToday[0].dueAt)}`,
          to: CATCH_UPS,
          isLate: false,
        }
      : null,
    notes
      ? {
          key: "notes",
          count: sum(toDo.notesToWrite),
          title: "Session notes",
          detail: `Parents see them at ${parentsSeeNotesAt}`,
          to: `${sessionPath(notes.sessionId)}#notes`,
          isLate: false,
        }
      : null,
    waitingWork.count > 0
      ? {
          key: "marking",
          count: waitingWork.count,
          title: waitingWork.mayMark ? "To mark" : "Waiting to be marked",
          detail: oldest
            ? `The oldest has waited ${minutesText(Date.parse(serverTime) - Date.parse(oldest))}`
            : "With the assessors",
          to: waitingWork.mayMark ? "/dashboard/assessments" : "/dashboard/students",
          isLate: false,
        }
      : null,
    recommendations[0]
      ? {
          key: "levels",
          count: recommendations.length,
          title: "Level advice",
          detail: `${recommendations[0].studentName}, ${recommendations[0].courseName}: ${recommendations[0].words}`,
          to: "/dashboard/assessments/levels",
          isLate: false,
        }
      : null,
  ];
  return tasks.filter((task) => task !== null);
}

function sum(sessions: readonly { count: number }[]): number {
  return sessions.reduce((total, { count }) => total + count, 0);
}
