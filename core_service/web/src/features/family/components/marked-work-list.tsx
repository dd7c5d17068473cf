/** Work that came back: how much was right, and what was said about it. */
import { dayText } from "~/lib/durations";
import { shortCourseName } from "~/ui/course-icon";
import { ReadAloud } from "~/ui/read-aloud";
import type { MarkedWork } from "../api";
import { rightWords, scoreWords } from "../words";
import classes from "./family.module.css";

export function MarkedWorkList({
  work,
  timeZone,
}: {
  work: readonly MarkedWork[];
  timeZone?: string;
}) {
  return (
    <div>
      {work.map((each) => (
        <WorkRow key={each.attemptId} work={each} timeZone={timeZone} />
      ))}
    </div>
  );
}

function WorkRow({ work, timeZone }: { work: MarkedWork; timeZone?: string }) {
  const right = rightWords(work);
  return (
    <article className={classes.entry}>
      <strong>{work.exerciseTitle}</strong>
      <span className={classes.score}>{scoreWords(work)}</span>
      <span className={classes.quiet}>
        {shortCourseName(work.courseName)}, {work.unitTitle}, {dayText(work.markedAt, timeZone)}
      </span>
      {right && <Questions work={work} label={right} />}
      {work.feedback && (
        <p>
          “{work.feedback}” <ReadAloud text={work.feedback} />
        </p>
      )}
    </article>
  );
}

function Questions({ work, label }: { work: MarkedWork; label: string }) {
  return (
    <span className={classes.questions} role="img" aria-label={label}>
      {work.questions.map(({ index, isRight }) => (
        <span key={index} data-right={isRight ?? undefined}>
          {isRight === null ? index + 1 : isRight ? "✓" : "–"}
        </span>
      ))}
    </span>
  );
}
