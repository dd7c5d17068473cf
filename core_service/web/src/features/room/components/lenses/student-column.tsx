/** One student as a column: observe with progress and answers, or teach with the lesson at hand (R118 to R120). */
import { Button } from "@mantine/core";
import { useIntersection } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { IconArrowRight, IconCheck, IconHandFinger, IconPlus } from "@tabler/icons-react";
import { memo } from "react";
import type { PanelMode, Question } from "~/lib/contract";
import { counted, firstName } from "~/lib/wording";
import { CourseIcon, shortCourseName } from "~/ui/course-icon";
import { HelpPicture } from "~/ui/help-picture";
import { Portrait } from "~/ui/portrait";
import { STATUS_WORDS, type StudentStatus } from "~/ui/status";
import { answerTo, answerWords, openQuestionIndex, questionLine } from "../../answer-words";
import { roomExerciseQuery } from "../../api";
import { useAttention } from "../../attention-provider";
import { useDraftMarks } from "../../draft-marks";
import { useRoomStudent } from "../../room-provider";
import type { RoomStudent } from "../../state/room-types";
import { isHandedIn, openEnrollmentOf, openExerciseOf, statusOf } from "../../state/student-status";
import { CardStatus } from "../card/card-status";
import { MarkSign } from "../mark-sign";
import { ModeSwitch } from "../mode-switch";
import { Segments } from "../segments";
import classes from "./student-column.module.css";

/** The same object for all columns and for as long as the room is open. */
export interface ColumnActs {
  setMode: (studentId: string, mode: PanelMode) => void;
  /** "I am coming", and turning to the student. */
  dropIn: (studentId: string) => void;
  assign: (studentId: string) => void;
  complete: (studentId: string, exerciseId: string) => void;
  open: (studentId: string) => void;
}

interface StudentColumnProps {
  studentId: string;
  acts: ColumnActs;
  isDimmed: boolean;
  isReachable: boolean;
}

export const StudentColumn = memo(function StudentColumn(props: StudentColumnProps) {
  const student = useRoomStudent(props.studentId);
  return student ? <Column {...props} student={student} /> : null;
});

function Column({ student, acts, ...props }: StudentColumnProps & { student: RoomStudent }) {
  const { ref, entry } = useIntersection<HTMLElement>({ threshold: 0.2 });
  const status = statusOf(student);
  const takenBy = useAttention(
    ({ whoNext }) => whoNext.hands.find((hand) => hand.studentId === student.id)?.takenBy ?? null,
  );
  return (
    <article
      ref={ref}
      className={classes.column}
      data-student-id={student.id}
      data-status={status}
      data-with-you={student.mode === "TEACH" || undefined}
      data-dimmed={props.isDimmed || undefined}
      tabIndex={props.isReachable ? 0 : -1}
      aria-label={`${student.name}, ${STATUS_WORDS[status].toLowerCase()}`}
    >
      <ColumnHead student={student} status={status} />
      <ModeSwitch student={student} onChange={(mode) => acts.setMode(student.id, mode)} isPlain />
      <div className={classes.body} tabIndex={0} role="group" aria-label="Work">
        <CardStatus student={student} status={status} struggle={null} takenBy={takenBy} />
        {student.help && <Hand student={student} />}
        <Work student={student} isSeen={entry?.isIntersecting ?? false} />
      </div>
      <ColumnActions student={student} acts={acts} />
    </article>
  );
}

function ColumnHead({ student, status }: { student: RoomStudent; status: StudentStatus }) {
  const shown = openEnrollmentOf(student);
  return (
    <header className={classes.head}>
      <Portrait person={student} size={40} status={status} isAway={status === "not-here"} />
      <div>
        <h2>{student.name}</h2>
        {shown && (
          <p>
            <CourseIcon subject={shown.courseName} size={15} />
            {shortCourseName(shown.courseName)}
            {shown.level !== null && (
              <strong>
                {shown.schoolGrade ?? "–"}→{shown.level}
              </strong>
            )}
          </p>
        )}
      </div>
    </header>
  );
}

function Hand({ student: { help } }: { student: RoomStudent }) {
  if (!help?.message && !help?.picture) return null;
  return (
    <div className={classes.hand}>
      {help.message
        ? `“${help.message}”`
        : help.picture && <HelpPicture name={help.picture} size={26} />}
    </div>
  );
}

function Work({ student, isSeen }: { student: RoomStudent; isSeen: boolean }) {
  const { activity } = student;
  const { data: exercise } = useQuery({
    ...roomExerciseQuery(activity?.exerciseId ?? ""),
    enabled: Boolean(activity?.exerciseId) && isSeen,
  });
  if (!activity?.exerciseId) {
    const words = activity?.lessonTitle ? `Reading ${activity.lessonTitle}` : "Nothing open yet";
    return <p className={classes.plain}>{words}</p>;
  }
  const isOver = isHandedIn(student);
  const count = activity.questionCount;
  const done = count === 0 ? 0 : Math.round((100 * activity.answeredCount) / count);
  return (
    <>
      <div>
        <h3 className={classes.exercise}>{activity.exerciseTitle}</h3>
        <p className={classes.facts}>
          {student.mode === "TEACH" && activity.lessonTitle && `${activity.lessonTitle}, `}
          {counted(count, "question")}, {done}% done
        </p>
      </div>
      {!isOver && (
        <OpenQuestion
          student={student}
          question={exercise?.questions[openQuestionIndex(student)]}
        />
      )}
      <Answers student={student} isSeen={isSeen} />
      <Segments
        answered={isOver ? count : activity.answeredCount}
        of={count}
        current={activity.questionIndex ?? null}
      />
    </>
  );
}

function OpenQuestion({ student, question }: { student: RoomStudent; question?: Question }) {
  const index = openQuestionIndex(student);
  return (
    <div className={classes.zone} data-teach={student.mode === "TEACH" || undefined}>
      <p>
        Q{index + 1} {questionLine(question)}
      </p>
      <p className={classes.typed}>{answerWords(answerTo(student, index))}</p>
    </div>
  );
}

function Answers({ student, isSeen }: { student: RoomStudent; isSeen: boolean }) {
  const markOf = useDraftMarks(student, isSeen);
  const count = student.activity?.questionCount ?? 0;
  const given = Array.from({ length: count }, (_, index) => ({
    index,
    words: answerWords(answerTo(student, index)),
  })).filter(({ index, words }) => words !== "" && index !== openQuestionIndex(student));
  if (given.length === 0) return null;
  return (
    <ol className={classes.answers} aria-label="Answers so far">
      {given.map(({ index, words }) => (
        <li key={index}>
          <span>{index + 1}</span>
          <span className={classes.words}>{words}</span>
          <MarkSign mark={markOf(index)} />
        </li>
      ))}
    </ol>
  );
}

function ColumnActions({ student, acts }: { student: RoomStudent; acts: ColumnActs }) {
  const first = firstName(student.name);
  const { mode, help } = student;
  const exerciseId = openExerciseOf(student);
  return (
    <footer className={classes.actions}>
      {mode === "OBSERVE" && help?.status === "PENDING" && (
        <Button
          color="red"
          leftSection={<IconHandFinger size={18} stroke={1.75} />}
          onClick={() => acts.dropIn(student.id)}
        >
          Go to {first}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconPlus size={18} stroke={1.75} />}
        onClick={() => acts.assign(student.id)}
        aria-label={`Give something new to ${first}`}
      >
        Give something new
      </Button>
      {mode === "TEACH" && exerciseId && (
        <Button
          variant="default"
          leftSection={<IconCheck size={18} stroke={1.75} />}
          onClick={() => acts.complete(student.id, exerciseId)}
        >
          Mark as complete
        </Button>
      )}
      {mode === "OBSERVE" && help?.status !== "PENDING" && (
        <Button
          variant="default"
          leftSection={<IconArrowRight size={18} stroke={1.75} />}
          onClick={() => acts.dropIn(student.id)}
          aria-label={`Drop in on ${first}`}
        >
          Drop in
        </Button>
      )}
    </footer>
  );
}
