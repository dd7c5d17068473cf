/** Before the start: who teaches, when it begins, what one will work on. */
import type { SessionSummary } from "~/lib/contract";
import { clockText, timeOfDay } from "~/lib/durations";
import { firstName } from "~/lib/wording";
import { Clock } from "~/ui/clock";
import { CourseIcon, shortCourseName } from "~/ui/course-icon";
import { Portrait } from "~/ui/portrait";
import { useNow } from "~/ui/use-now";
import type { StudentEnrollment } from "../flow";
import { Notice } from "./notice";
import classes from "./waiting-screen.module.css";

interface WaitingScreenProps {
  session: SessionSummary;
  enrollments: readonly StudentEnrollment[];
  timeZone?: string;
}

export function WaitingScreen({ session, enrollments, timeZone }: WaitingScreenProps) {
  const start = Date.parse(session.scheduledStart);
  const isDue = useNow() >= start;
  const tutor = session.substituteTutor ?? session.tutor;
  const courses = enrollments.map(courseOf);
  const time = timeOfDay(session.scheduledStart, timeZone);
  return (
    <Notice
      sign={<Portrait person={tutor} size={112} />}
      title={isDue ? `${firstName(tutor.name)} starts in a moment` : `We begin at ${time}`}
      words={
        isDue ? "You are in the right place." : `With ${firstName(tutor.name)}. You can wait here.`
      }
      spoken={courses.map(({ name, level }) => `${name} ${level}.`).join(" ")}
    >
      {!isDue && <Clock format={(now) => clockText(start - now)} className={classes.countdown} />}
      <ul className={classes.courses}>
        {courses.map(({ id, subject, name, level }) => (
          <li key={id}>
            <CourseIcon subject={subject} size={24} />
            {name}
            {level && <span>{level}</span>}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function courseOf({ id, course, currentLevel, assessedLevel }: StudentEnrollment) {
  const level = currentLevel ?? assessedLevel;
  return {
    id,
    subject: course.name,
    name: shortCourseName(course.name),
    level: level ? `Level ${level.level}` : "",
  };
}
