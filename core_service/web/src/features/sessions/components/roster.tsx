/** Who is enrolled: seat, courses with levels, attendance. */
import type { AttendanceStatus, Dashboard, DashboardEnrollment } from "~/lib/contract";
import { Portrait } from "~/ui/portrait";
import { ATTENDANCE_WORDS } from "~/ui/status";
import classes from "./roster.module.css";

type RosterProps = Pick<Dashboard, "enrollments" | "attendance">;

export function Roster({ enrollments, attendance }: RosterProps) {
  const marks = new Map(attendance.map((mark) => [mark.studentId, mark]));
  const students = byStudent(enrollments);
  if (students.length === 0) return <p className={classes.none}>Nobody is enrolled yet.</p>;
  return (
    <ul>
      {students.map(([first, ...others]) => {
        const mark = marks.get(first.student.id);
        return (
          <li key={first.student.id} className={classes.row}>
            <Portrait person={first.student} size={36} />
            <span className={classes.text}>
              <strong>{first.student.name}</strong>
              <span>{[first, ...others].map(courseWords).join(", ")}</span>
              {mark?.note && <span>{mark.note}</span>}
            </span>
            <span className={classes.seat}>{first.seat ? `Seat ${first.seat}` : "No seat"}</span>
            <span className={classes.mark} data-mark={mark?.status ?? undefined}>
              {markWords(mark?.status ?? null)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

type Places = [DashboardEnrollment, ...DashboardEnrollment[]];

function byStudent(enrollments: readonly DashboardEnrollment[]): Places[] {
  const places = new Map<string, Places>();
  for (const place of enrollments) {
    const known = places.get(place.student.id);
    if (known) known.push(place);
    else places.set(place.student.id, [place]);
  }
  return [...places.values()].sort(([a], [b]) =>
    (a.seat ?? "~").localeCompare(b.seat ?? "~", undefined, { numeric: true }),
  );
}

/** "Mathematics 7→5": the school class and the level worked at. */
function courseWords({ course, student, currentLevel }: DashboardEnrollment): string {
  if (currentLevel === null) return `${course.name}, no level yet`;
  const from = student.schoolGrade === null ? "" : `${student.schoolGrade}→`;
  return `${course.name} ${from}${currentLevel.level}`;
}

function markWords(status: AttendanceStatus | null): string {
  return status === null ? "Not marked" : ATTENDANCE_WORDS[status];
}
