/** Everyone in a row each, with seat and status; on a phone the class (UI 5, Sizes). */
import { Button } from "@mantine/core";
import type { ExerciseSummary } from "~/lib/contract";
import { shortCourseName } from "~/ui/course-icon";
import { Portrait } from "~/ui/portrait";
import { STATUS_WORDS, type StudentStatus } from "~/ui/status";
import { useRoomStudent } from "../../room-provider";
import { openEnrollmentOf, statusOf } from "../../state/student-status";
import classes from "./everyone-list.module.css";

interface EveryoneListProps {
  studentIds: string[];
  filter: StudentStatus | null;
  onOpen: (studentId: string) => void;
  /** In the hand, for whoever studies its course. */
  offered: ExerciseSummary | null;
  onGive: (studentId: string, exercise: ExerciseSummary) => void;
}

export function EveryoneList({ studentIds, offered, ...props }: EveryoneListProps) {
  return (
    <>
      {offered && <p className={classes.offer}>Who gets {offered.title}?</p>}
      <ul className={classes.list}>
        {studentIds.map((id) => (
          <Row key={id} studentId={id} offered={offered} {...props} />
        ))}
      </ul>
    </>
  );
}

type RowProps = Omit<EveryoneListProps, "studentIds"> & { studentId: string };

function Row({ studentId, filter, onOpen, offered, onGive }: RowProps) {
  const student = useRoomStudent(studentId);
  if (!student) return null;
  const status = statusOf(student);
  const { activity } = student;
  const mayGet =
    offered && student.enrollments.some(({ courseId }) => courseId === offered.courseId);
  const course = openEnrollmentOf(student);
  const isBack = (filter !== null && status !== filter) || (offered !== null && !mayGet);
  return (
    <li className={classes.row} data-status={status} data-dimmed={isBack || undefined}>
      <button type="button" onClick={() => onOpen(studentId)}>
        <Portrait person={student} size={44} status={status} isAway={status === "not-here"} />
        <span>
          <strong>{student.name}</strong>
          <span className={classes.facts}>
            {[student.seat ?? "on video", course && shortCourseName(course.courseName)]
              .filter(Boolean)
              .join(", ")}
            {activity?.exerciseTitle && `, ${activity.exerciseTitle}`}
          </span>
        </span>
        <span className={classes.state}>
          {STATUS_WORDS[status]}
          {activity && activity.questionCount > 0 && (
            <small>
              {status === "finished" ? activity.questionCount : activity.answeredCount}/
              {activity.questionCount}
            </small>
          )}
        </span>
      </button>
      {offered && mayGet && (
        <Button
          onClick={() => onGive(studentId, offered)}
          aria-label={`Give ${offered.title} to ${student.name}`}
        >
          Give
        </Button>
      )}
    </li>
  );
}
