/** What a family reads: ages, attendance and marks in words. */
import { dayText } from "~/lib/durations";
import { counted } from "~/lib/wording";
import type { ChildCatchUp, ChildSession, MarkedWork, Subject } from "./api";

/** "11 years 2 months" of an age in years, 11.17. */
export function ageWords(years: number): string {
  const months = Math.round(years * 12);
  const rest = months % 12;
  const words = counted(Math.floor(months / 12), "year");
  return rest === 0 ? words : `${words} ${counted(rest, "month")}`;
}

/** "School class 7, working at level 5", never a deficit. */
export function levelWords(
  schoolGrade: number | null,
  level: number,
): { school: string; working: string } {
  return schoolGrade === null
    ? { school: "", working: `Working at level ${level}` }
    : { school: `School class ${schoolGrade},`, working: `working at level ${level}` };
}

export function unitsWords({ unitsLeft, unitsTotal }: Subject): string {
  if (unitsTotal === 0) return "No units at this level yet";
  if (unitsLeft === 0) return "All units done, the next review is due";
  return `${unitsLeft} of ${counted(unitsTotal, "unit")} left before the next review`;
}

const ATTENDANCE_WORDS: Readonly<Record<NonNullable<ChildSession["attendance"]>, string>> = {
  PRESENT: "on time",
  LATE: "came late",
  ABSENT: "was not there",
  EXCUSED: "excused",
};

export function attendanceWords({ attendance }: ChildSession): string | null {
  return attendance === null ? null : ATTENDANCE_WORDS[attendance];
}

/** How long the session was, for who was there; before attendance is marked, how long it is planned to be. */
export function minutesWords({
  minutes,
  attendance,
}: Pick<ChildSession, "minutes" | "attendance">): string | null {
  if (minutes === 0 || attendance === "ABSENT" || attendance === "EXCUSED") return null;
  return `${counted(minutes, "minute")}${attendance === null ? " planned" : ""}`;
}

/** "2 of 3 done, about 40 minutes, until Saturday 5 December". */
export function catchUpWords(catchUp: ChildCatchUp, timeZone?: string): string {
  const { doneCount, itemCount, estimatedMins, dueAt, state } = catchUp;
  const due = `${state === "OVERDUE" ? "was due on" : "until"} ${dayText(dueAt, timeZone)}`;
  return `${doneCount} of ${itemCount} done, about ${counted(estimatedMins, "minute")}, ${due}`;
}

/** "3 of 4 right", or nothing where the work was marked as a whole. */
export function rightWords({ questions }: MarkedWork): string | null {
  const marked = questions.filter(({ isRight }) => isRight !== null);
  if (marked.length === 0) return null;
  const right = marked.filter(({ isRight }) => isRight).length;
  return `${right} of ${marked.length} right`;
}

/** "10 of 12"; a half stays a half. */
export function scoreWords({ score, maxScore }: MarkedWork): string {
  return `${Number.isInteger(score) ? score : score.toFixed(1)} of ${maxScore}`;
}
