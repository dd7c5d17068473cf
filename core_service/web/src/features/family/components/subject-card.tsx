/** One course of a child: school class beside working level, how it came to be, how far the next review is. */
import { IconBook, IconStairsUp, IconTrendingUp } from "@tabler/icons-react";
import { DAY_MS } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { CourseIcon, shortCourseName } from "~/ui/course-icon";
import { Card } from "~/ui/page";
import { StepLine } from "~/ui/step-line";
import type { Subject } from "../api";
import { ageWords, levelWords, unitsWords } from "../words";
import classes from "./family.module.css";

const NEWS_MS = 21 * DAY_MS;

export function SubjectCard({
  subject,
  schoolGrade,
}: {
  subject: Subject;
  schoolGrade: number | null;
}) {
  const age = subject.readingAge ?? subject.numeracyAge;
  const ageOf = subject.readingAge === null ? "Number age" : "Reading age";
  const { school, working } = levelWords(schoolGrade, subject.level.level);
  return (
    <Card
      id={`subject-${subject.courseId}-${subject.centreId}`}
      title={shortCourseName(subject.courseName)}
      sign={<CourseIcon subject={subject.subjectArea} size={20} />}
      aside={<Rise subject={subject} />}
    >
      <div className={classes.room}>
        <div className={classes.subject}>
          <p className={classes.level}>
            {school} <strong>{working}</strong>
          </p>
          <StepLine steps={subject.steps} until={serverNow()} />
          <div className={classes.feet}>
            <p className={classes.foot}>
              <IconStairsUp size={18} stroke={1.6} aria-hidden />
              {unitsWords(subject)}
            </p>
            {age !== null && (
              <p className={classes.foot}>
                <IconBook size={18} stroke={1.6} aria-hidden />
                {ageOf} {ageWords(age)}
              </p>
            )}
          </div>
        </div>
      </div>
    </Card>
  );
}

/** "Up on 12 Nov", for three weeks. */
function Rise({ subject }: { subject: Subject }) {
  const [before, last] = subject.steps.slice(-2);
  if (!before || !last || last.level <= before.level) return null;
  if (serverNow() - Date.parse(last.at) > NEWS_MS) return null;
  const day = new Date(last.at).toLocaleDateString("en-GB", { day: "numeric", month: "short" });
  return (
    <span className={classes.up}>
      <IconTrendingUp size={16} stroke={1.8} aria-hidden />
      Up on {day}
    </span>
  );
}
