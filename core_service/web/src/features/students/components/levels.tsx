/** Where a student stands in each course, with the line of levels, and the log with its reasons. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { dayText } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { CourseIcon, shortCourseName } from "~/ui/course-icon";
import { MoreOf } from "~/ui/more-of";
import { StepLine } from "~/ui/step-line";
import { type CourseStanding, type LevelChange, levelLogQuery, type StudentProfile } from "../api";
import { levelSteps } from "../steps";
import { changeWords } from "../words";
import classes from "./students.module.css";

export function Levels({ profile }: { profile: StudentProfile }) {
  const { student, courses, log } = profile;
  const query = useInfiniteQuery(levelLogQuery(student.id));
  const all = query.data?.pages.flatMap(({ items }) => items) ?? log;
  if (courses.length === 0) {
    return (
      <p className={classes.quiet}>Not placed yet: an assessor says where this student begins.</p>
    );
  }
  return (
    <div className={classes.courses}>
      {courses.map((course) => (
        <Course
          key={`${course.courseId} ${course.centreId}`}
          course={course}
          log={all}
          schoolGrade={student.schoolGrade}
        />
      ))}
    </div>
  );
}

interface CourseProps {
  course: CourseStanding;
  log: readonly LevelChange[];
  schoolGrade: number | null;
}

function Course({ course, log, schoolGrade }: CourseProps) {
  const from = schoolGrade === null ? "" : `School class ${schoolGrade}, `;
  const ages = [
    course.readingAge !== null && `reading age ${course.readingAge}`,
    course.numeracyAge !== null && `number age ${course.numeracyAge}`,
  ].filter(Boolean);
  return (
    <section className={classes.course} aria-label={course.courseName}>
      <h3>
        <CourseIcon subject={course.courseName} size={18} />
        {shortCourseName(course.courseName)}
      </h3>
      <p>
        {from}working at level {course.level.level}
        {ages.length > 0 && `, ${ages.join(", ")}`}
      </p>
      <StepLine steps={levelSteps(log, course.courseId)} until={serverNow()} />
      {course.notes && <p>{course.notes}</p>}
      <p className={classes.quiet}>
        Last looked at by {course.assessedBy}, {dayText(course.lastAssessedAt)}
      </p>
    </section>
  );
}

export function LevelLog({ studentId }: { studentId: string }) {
  const query = useInfiniteQuery(levelLogQuery(studentId));
  return (
    <MoreOf query={query} what="changes" empty="Placements and changes of levels are kept here.">
      {(change) => (
        <div key={change.id}>
          <strong>{changeWords(change)}</strong>
          {change.reason && <p>{change.reason}</p>}
          <p className={classes.quiet}>
            {change.updatedBy}, {dayText(change.createdAt)}
          </p>
        </div>
      )}
    </MoreOf>
  );
}
