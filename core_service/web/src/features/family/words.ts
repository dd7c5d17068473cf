/** What a family reads: ages, attendance and marks in words. */
import type { ChildSession, MarkedWork, Subject } from "./api";

/** "11 years 2 months" of an age in years, 11.17. */
export function ageWords(years: number): string {
  const months = Math.round(years * 12);
  const rest = months % 12;
  const words = `${Math.floor(months / 12)} years`;
  return rest === 0 ? words : `${words} ${rest} ${rest === 1 ? "month" : "months"}`;
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
  return `${unitsLeft} of ${unitsTotal} units left before the next review`;
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

/** How long the child was there; before attendance is marked, how long the lesson is planned to be. */
export function minutesWords({ minutes, attendance }: ChildSession): string | null {
  if (minutes === 0) return null;
  return attendance === null ? `${minutes} minutes planned` : `${minutes} minutes here`;
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
