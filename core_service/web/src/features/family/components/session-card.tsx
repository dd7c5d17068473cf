/** One session of a child: when, what was done, and what the tutor wrote for the family. */
import { IconCircle, IconSquareRoundedCheckFilled } from "@tabler/icons-react";
import { Link } from "react-router";
import { dayText, timeOfDay } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { counted } from "~/lib/wording";
import { shortCourseName } from "~/ui/course-icon";
import { Card } from "~/ui/page";
import { ReadAloud } from "~/ui/read-aloud";
import type { ChildSession } from "../api";
import { attendanceWords, minutesWords } from "../words";
import classes from "./family.module.css";

interface SessionCardProps {
  session: ChildSession;
  timeZone?: string;
  /** Where the session stands alone; absent there. */
  to?: string;
}

export function SessionCard({ session, timeZone, to }: SessionCardProps) {
  const from = timeOfDay(session.scheduledStart, timeZone);
  const until = timeOfDay(session.scheduledEnd, timeZone);
  const facts = [
    `${from} to ${until}`,
    minutesWords(session),
    attendanceWords(session),
    session.name,
  ].filter(Boolean);
  return (
    <Card
      id={`session-${session.enrollmentId}`}
      title={`${dayText(session.scheduledStart, timeZone)}, ${shortCourseName(session.courseName)}`}
      aside={to && <Link to={to}>Open</Link>}
    >
      <p className={classes.quiet}>
        {facts.join(", ")}. With {session.tutorName}.
      </p>
      {session.notes.map((note) => (
        <blockquote key={note.id} className={classes.note}>
          <p>{note.content}</p>
          <small className={classes.quiet}>
            {note.tutorName}, tutor <ReadAloud text={note.content} />
          </small>
        </blockquote>
      ))}
      {session.exercises.length === 0 ? (
        <p className={classes.quiet}>
          {Date.parse(session.scheduledEnd) > serverNow()
            ? "No exercises yet."
            : "No exercises in this session."}
        </p>
      ) : (
        <ul className={classes.exercises}>
          {session.exercises.map((exercise) => (
            <ExerciseRow key={exercise.exerciseId} exercise={exercise} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function ExerciseRow({ exercise }: { exercise: ChildSession["exercises"][number] }) {
  const Sign = exercise.isCompleted ? IconSquareRoundedCheckFilled : IconCircle;
  const result =
    exercise.percent === null
      ? exercise.isCompleted
        ? "being marked"
        : `${exercise.answeredCount} done`
      : `${exercise.percent}%`;
  return (
    <li>
      <Sign
        size={20}
        data-done={exercise.isCompleted}
        aria-label={exercise.isCompleted ? "Finished" : "Goes on next time"}
      />
      <span>
        {exercise.title}
        <small>
          {counted(exercise.questionCount, "question")}
          {!exercise.isCompleted && ", goes on next time"}
        </small>
      </span>
      <strong>{result}</strong>
    </li>
  );
}
