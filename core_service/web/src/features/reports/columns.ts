/** The columns of each report's table. Pure. */
import { dateText, dayText, minutesText, timeOfDay } from "~/lib/durations";
import type { DataColumn } from "~/ui/data-table";
import type { ReportBodies, ReportName } from "./api";

export type RowOf<Name extends ReportName> = ReportBodies[Name]["rows"][number];

type Columns = { readonly [Name in ReportName]: readonly DataColumn<RowOf<Name>>[] };

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
    { label: "Course", cell: (row) => row.courseName },
    { label: "Day", cell: (row) => dayText(row.at) },
    { label: "From", cell: (row) => row.previousLevel ?? "placed" },
    { label: "Level", cell: (row) => row.level },
  ],
  progress: [
    { label: "Student", cell: (row) => row.studentName },
    { label: "Course", cell: (row) => row.courseName },
    { label: "90 days ago", cell: (row) => row.levelThen ?? "not placed" },
    { label: "Now", cell: (row) => row.level },
    { label: "Weeks at it", cell: (row) => row.weeksAtLevel },
    { label: "Movement", cell: (row) => MOVEMENT_WORDS[row.movement] },
  ],
  "tutor-workload": [
    { label: "Tutor", cell: (row) => row.tutorName },
    { label: "Week of", cell: (row) => dateText(row.weekStartsOn) },
    { label: "Sessions", cell: (row) => row.sessions },
    { label: "Hours", cell: (row) => row.hours },
    { label: "Places", cell: (row) => row.places },
    { label: "Students a session", cell: (row) => row.studentsPerSession },
  ],
  "tutor-outcomes": [
    { label: "Tutor", cell: (row) => row.tutorName },
    { label: "Students", cell: (row) => row.students },
    { label: "Marked work", cell: (row) => row.attempts },
    { label: "Mastered", cell: (row) => percent(row.masteredPercent) },
    {
      label: "Between",
      cell: (row) => `${percent(row.lowPercent)} and ${percent(row.highPercent)}`,
    },
    { label: "Mean level", cell: (row) => row.meanLevel ?? "not placed" },
  ],
  seats: [
    { label: "Day", cell: (row) => WEEKDAYS[row.weekday - 1] ?? "" },
    { label: "Hour", cell: (row) => `${row.hour}:00` },
    { label: "Sessions", cell: (row) => row.sessions },
    { label: "Seats", cell: (row) => row.places },
    { label: "Taken", cell: (row) => row.taken },
    { label: "Came", cell: (row) => row.came },
    { label: "Taken of seats", cell: (row) => percent(row.takenPercent) },
  ],
  demand: [
    { label: "Course", cell: (row) => row.courseName },
    { label: "Places taken", cell: (row) => row.places },
    { label: "Students", cell: (row) => row.students },
    { label: "Waited", cell: (row) => row.waited },
    { label: "Wait now", cell: (row) => row.waiting },
  ],
  "assessment-queue": [
    { label: "Week of", cell: (row) => dateText(row.weekStartsOn) },
    { label: "Came in", cell: (row) => row.cameIn },
    { label: "Marked", cell: (row) => row.wentOut },
    { label: "Waiting then", cell: (row) => row.backlog },
  ],
  attendance: [
    { label: "Week of", cell: (row) => dateText(row.weekStartsOn) },
    { label: "Here", cell: (row) => row.present },
    { label: "Late", cell: (row) => row.late },
    { label: "Absent", cell: (row) => row.absent },
    { label: "Excused", cell: (row) => row.excused },
    { label: "Came", cell: (row) => percent(row.attendedPercent) },
    { label: "4-week mean", cell: (row) => percent(row.fourWeekMean) },
  ],
  waits: [
    { label: "Session", cell: (row) => row.sessionName },
    { label: "Tutor", cell: (row) => row.tutorName },
    { label: "Asked", cell: (row) => `${dayText(row.askedAt)}, ${timeOfDay(row.askedAt)}` },
    { label: "Waited", cell: (row) => minutesText(row.waitedSeconds * 1000) },
    { label: "Over the limit", cell: (row) => (row.isLate ? "yes" : "no") },
  ],
  franchise: [
    { label: "Centre", cell: (row) => row.centreName },
    { label: "Students", cell: (row) => row.students },
    { label: "Staff", cell: (row) => row.staff },
    { label: "Sessions", cell: (row) => row.sessions },
    { label: "Came", cell: (row) => percent(row.attendedPercent) },
    { label: "Levels up", cell: (row) => row.levelsUp },
    { label: "Work waiting", cell: (row) => row.waitingWork },
  ],
};
