/** One student at their place; it renders again only when this student changes (R208). */
import { IconArrowRight, IconVideo } from "@tabler/icons-react";
import { memo, useState } from "react";
import { CourseIcon, shortCourseName } from "~/ui/course-icon";
import { Portrait } from "~/ui/portrait";
import { STATUS_WORDS, type StudentStatus } from "~/ui/status";
import type { AttentionState } from "../../attention";
import { useAttention } from "../../attention-provider";
import { useRoomStudent } from "../../room-provider";
import type { RoomEnrollment, RoomStudent } from "../../state/room-types";
import { isHandedIn, openEnrollmentOf, statusOf } from "../../state/student-status";
import { CardActions, type CardActs } from "./card-actions";
import { CardStatus } from "./card-status";
import { CardZone } from "./card-zone";
import { Segments } from "../segments";
import classes from "./student-card.module.css";

interface StudentCardProps {
  studentId: string;
  acts: CardActs;
  /** Shown behind the others, because a filter or an assignment does not mean this student. */
  isDimmed: boolean;
  /** The one card of the grid that Tab reaches; arrows move between cards. */
  isReachable: boolean;
  isOpen: boolean;
}

export const StudentCard = memo(function StudentCard(props: StudentCardProps) {
  const student = useRoomStudent(props.studentId);
  return student ? <Card {...props} student={student} /> : null;
});

function Card({ student, ...props }: StudentCardProps & { student: RoomStudent }) {
  const status = statusOf(student);
  const { activity } = student;
  const isOver = isHandedIn(student);
  const struggle = useAttention((attention) => struggleWords(attention, student.id));
  const takenBy = useAttention((attention) => takenByWhom(attention, student.id));
  const nextWords = useAttention(({ nextUp }) => nextUp[student.id]?.words ?? null);
  return (
    <article
      className={classes.card}
      data-student-id={student.id}
      data-status={status}
      data-with-you={student.mode === "TEACH" || undefined}
      data-open={props.isOpen || undefined}
      data-dimmed={props.isDimmed || undefined}
      data-taken={takenBy !== null || undefined}
      tabIndex={props.isReachable ? 0 : -1}
      aria-label={cardLabel(student, status)}
    >
      <div className={classes.body}>
        <CardHead student={student} status={status} />
        <CardStatus student={student} status={status} struggle={struggle} takenBy={takenBy} />
        <div
          className={classes.exercise}
          data-has-words={Boolean(student.help?.message ?? student.help?.picture) || undefined}
        >
          {activity?.exerciseTitle ?? activity?.lessonTitle ?? " "}
        </div>
        <CardZone student={student} status={status} nextWords={nextWords} />
        <Segments
          answered={(isOver ? activity?.questionCount : activity?.answeredCount) ?? 0}
          of={activity?.questionCount ?? 0}
          current={IS_AT_WORK.has(status) && !isOver ? (activity?.questionIndex ?? null) : null}
        />
      </div>
      <CardActions
        student={student}
        status={status}
        acts={props.acts}
        isReachable={props.isReachable}
      />
    </article>
  );
}

function struggleWords({ whoNext }: AttentionState, studentId: string): string | null {
  return whoNext.worthALook.find((each) => each.studentId === studentId)?.onCard ?? null;
}

function takenByWhom({ whoNext }: AttentionState, studentId: string): string | null {
  return whoNext.hands.find((each) => each.studentId === studentId)?.takenBy ?? null;
}

const IS_AT_WORK = new Set<StudentStatus>(["working", "hand", "quiet", "offline"]);

function cardLabel(student: RoomStudent, status: StudentStatus): string {
  const seat = student.seat ? `, seat ${student.seat}` : "";
  return `${student.name}${seat}, ${STATUS_WORDS[status].toLowerCase()}`;
}

function CardHead({ student, status }: { student: RoomStudent; status: StudentStatus }) {
  const isAway = status === "not-here" || status === "offline";
  return (
    <header className={classes.head}>
      <Portrait person={student} size={36} status={status} isAway={isAway} />
      <div className={classes.names}>
        <h2>{student.name}</h2>
        <CourseLine student={student} />
      </div>
      <span className={classes.seat}>
        {student.seat ?? <IconVideo size={15} stroke={1.6} aria-label="On video" />}
      </span>
    </header>
  );
}

/** The course they are at; with two courses, a switch between them. */
function CourseLine({ student }: { student: RoomStudent }) {
  const [chosenId, setChosenId] = useState<string | null>(null);
  const { enrollments } = student;
  const chosen = enrollments.find(({ enrollmentId }) => enrollmentId === chosenId);
  const shown = chosen ?? openEnrollmentOf(student);
  if (!shown) return null;
  const line = <CourseAndLevel enrollment={shown} />;
  if (enrollments.length < 2) return <div className={classes.course}>{line}</div>;
  const next = enrollments[(enrollments.indexOf(shown) + 1) % enrollments.length] ?? shown;
  return (
    <button
      type="button"
      className={classes.course}
      tabIndex={-1}
      onClick={() => setChosenId(next.enrollmentId)}
    >
      {line}
      <span className={classes.more}>+{enrollments.length - 1}</span>
      <span className="visually-hidden">, show {next.courseName}</span>
    </button>
  );
}

function CourseAndLevel({ enrollment }: { enrollment: RoomEnrollment }) {
  return (
    <>
      <CourseIcon subject={enrollment.courseName} size={15} />
      <span>{shortCourseName(enrollment.courseName)}</span>
      {enrollment.level !== null && (
        <strong className={classes.level}>
          {enrollment.schoolGrade ?? "–"}
          <IconArrowRight size={13} stroke={2.25} aria-label="works at level" />
          {enrollment.level}
        </strong>
      )}
    </>
  );
}
