/** The columns of each report's table. Pure. */
import { dateText, dayText, minutesText, timeOfDay } from "~/lib/durations";
import type { ReportBodies, ReportName } from "./api";

export type RowOf<Name extends ReportName> = ReportBodies[Name]["rows"][number];

export interface Column<Row> {
  label: string;
  of: (row: Row) => string | number;
}

type Columns = { readonly [Name in ReportName]: readonly Column<RowOf<Name>>[] };

export const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

export const MOVEMENT_WORDS: Readonly<Record<RowOf<"progress">["movement"], string>> = {
  PROGRESSING: "moves up",
  STEADY: "steady",
  STALLED: "stands still",
  SLIPPED: "moved down",
  NEW: "new",
};

const percent = (value: number | null) => (value === null ? "none yet" : `${Math.round(value)}%`);

export const COLUMNS: Columns = {
  "student-levels": [
    { label: "Course", of: (row) => row.courseName },
    { label: "Day", of: (row) => dayText(row.at) },
    { label: "From", of: (row) => row.previousLevel ?? "placed" },
    { label: "Level", of: (row) => row.level },
  ],
  progress: [
    { label: "Student", of: (row) => row.studentName },
    { label: "Course", of: (row) => row.courseName },
    { label: "90 days ago", of: (row) => row.levelThen ?? "not placed" },
    { label: "Now", of: (row) => row.level },
    { label: "Weeks at it", of: (row) => row.weeksAtLevel },
    { label: "Movement", of: (row) => MOVEMENT_WORDS[row.movement] },
  ],
  "tutor-workload": [
    { label: "Tutor", of: (row) => row.tutorName },
    { label: "Week of", of: (row) => dateText(row.weekStartsOn) },
    { label: "Sessions", of: (row) => row.sessions },
    { label: "Hours", of: (row) => row.hours },
    { label: "Places", of: (row) => row.places },
    { label: "Students a session", of: (row) => row.studentsPerSession },
  ],
  "tutor-outcomes": [
    { label: "Tutor", of: (row) => row.tutorName },
    { label: "Students", of: (row) => row.students },
    { label: "Marked work", of: (row) => row.attempts },
    { label: "Mastered", of: (row) => percent(row.masteredPercent) },
    { label: "Between", of: (row) => `${percent(row.lowPercent)} and ${percent(row.highPercent)}` },
    { label: "Mean level", of: (row) => row.meanLevel ?? "not placed" },
  ],
  seats: [
    { label: "Day", of: (row) => WEEKDAYS[row.weekday - 1] ?? "" },
    { label: "Hour", of: (row) => `${row.hour}:00` },
    { label: "Sessions", of: (row) => row.sessions },
    { label: "Seats", of: (row) => row.places },
    { label: "Taken", of: (row) => row.taken },
    { label: "Came", of: (row) => row.came },
    { label: "Taken of seats", of: (row) => percent(row.takenPercent) },
  ],
  demand: [
    { label: "Course", of: (row) => row.courseName },
    { label: "Places taken", of: (row) => row.places },
    { label: "Students", of: (row) => row.students },
    { label: "Waited", of: (row) => row.waited },
    { label: "Wait now", of: (row) => row.waiting },
  ],
  "assessment-queue": [
    { label: "Week of", of: (row) => dateText(row.weekStartsOn) },
    { label: "Came in", of: (row) => row.cameIn },
    { label: "Marked", of: (row) => row.wentOut },
    { label: "Waiting then", of: (row) => row.backlog },
  ],
  attendance: [
    { label: "Week of", of: (row) => dateText(row.weekStartsOn) },
    { label: "Here", of: (row) => row.present },
    { label: "Late", of: (row) => row.late },
    { label: "Absent", of: (row) => row.absent },
    { label: "Excused", of: (row) => row.excused },
    { label: "Came", of: (row) => percent(row.attendedPercent) },
    { label: "4-week mean", of: (row) => percent(row.fourWeekMean) },
  ],
  waits: [
    { label: "Session", of: (row) => row.sessionName },
    { label: "Tutor", of: (row) => row.tutorName },
    { label: "Asked", of: (row) => `${dayText(row.askedAt)}, ${timeOfDay(row.askedAt)}` },
    { label: "Waited", of: (row) => minutesText(row.waitedSeconds * 1000) },
    { label: "Over the limit", of: (row) => (row.isLate ? "yes" : "no") },
  ],
  franchise: [
    { label: "Centre", of: (row) => row.centreName },
    { label: "Students", of: (row) => row.students },
    { label: "Staff", of: (row) => row.staff },
    { label: "Sessions", of: (row) => row.sessions },
    { label: "Came", of: (row) => percent(row.attendedPercent) },
    { label: "Levels up", of: (row) => row.levelsUp },
    { label: "Work waiting", of: (row) => row.waitingWork },
  ],
};
