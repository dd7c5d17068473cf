/** The rail's first tab: who is with you, whose hand is up, who is worth a look, each with the reason. */
import { Button } from "@mantine/core";
import { IconArrowForward, IconEye, IconHandFinger, IconPlus, IconX } from "@tabler/icons-react";
import { useCallback } from "react";
import { clockText } from "~/lib/durations";
import { firstName } from "~/lib/wording";
import { Clock } from "~/ui/clock";
import { helpPictureWords } from "~/ui/help-picture";
import { KeyHint } from "~/ui/key-hint";
import { Portrait } from "~/ui/portrait";
import { shortCourseName } from "~/ui/course-icon";
import { useAttention, useAttentionStore } from "../../attention-provider";
import { openQuestionIndex } from "../../answer-words";
import { useRoomStudent } from "../../room-provider";
import type { RoomStudent } from "../../state/room-types";
import { isHandedIn, openEnrollmentOf, statusOf } from "../../state/student-status";
import type { HandRow, LookRow } from "../../who-next";
import classes from "./who-next-rail.module.css";

export interface WhoNextActs {
  goTo: (studentId: string) => void;
  open: (studentId: string) => void;
  assign: (studentId: string) => void;
  helped: (studentId: string) => void;
}

interface WhoNextRailProps {
  acts: WhoNextActs;
  /** Says where each one sits, for walking about. */
  hasSeats?: boolean;
}

export function WhoNextRail({ acts, hasSeats = false }: WhoNextRailProps) {
  const { withYou, hands, worthALook } = useAttention((attention) => attention.whoNext);
  const newRows = useAttention((attention) => attention.newRows);
  const attention = useAttentionStore();
  const [first, ...others] = hands;
  return (
    <div className={classes.rail} data-boxed={hasSeats || undefined}>
      {withYou.length > 0 && (
        <section aria-label="With you">
          <h2>With you</h2>
          {withYou.map((id) => (
            <WithYou key={id} studentId={id} acts={acts} hasSeats={hasSeats} />
          ))}
        </section>
      )}
      <section aria-label="Hands up">
        <h2>{hands.length > 0 ? "Hands up, longest wait first" : "No hands up"}</h2>
        {first && <FirstHand key={first.studentId} row={first} acts={acts} hasSeats={hasSeats} />}
        {others.map((row) => (
          <OtherHand key={row.studentId} row={row} acts={acts} hasSeats={hasSeats} />
        ))}
      </section>
      <section
        aria-label="Worth a look"
        onPointerEnter={() => attention.hold(true)}
        onPointerLeave={() => attention.hold(false)}
        onFocus={() => attention.hold(true)}
        onBlur={() => attention.hold(false)}
      >
        <h2>
          {worthALook.length > 0 ? "Worth a look" : "Nobody else needs a look just now"}
          {newRows > 0 && <span className={classes.news}>{newRows} new</span>}
        </h2>
        {worthALook.map((row) => (
          <Look key={row.studentId} row={row} acts={acts} hasSeats={hasSeats} />
        ))}
      </section>
    </div>
  );
}

/** "Maths 7→5, Adding fractions Q4". */
function placeWords(student: RoomStudent): string {
  const { activity } = student;
  const course = openEnrollmentOf(student);
  const level = course?.level == null ? "" : ` ${course.schoolGrade ?? "–"}→${course.level}`;
  const place = course ? `${shortCourseName(course.courseName)}${level}` : "";
  if (!activity?.exerciseTitle) return place;
  const at = isHandedIn(student) ? "handed in" : `Q${openQuestionIndex(student) + 1}`;
  return `${place}, ${activity.exerciseTitle} ${at}`;
}

/** What a raised hand says. */
export function handWords(student: RoomStudent): string {
  if (student.help?.message) return `“${student.help.message}”`;
  if (student.help?.picture) return helpPictureWords(student.help.picture);
  return placeWords(student);
}

function Wait({ since }: { since: number }) {
  const format = useCallback((now: number) => clockText(now - since), [since]);
  return <Clock format={format} className={classes.wait} />;
}

interface RowProps {
  acts: WhoNextActs;
  hasSeats: boolean;
}

/** "B3, " where seats are said. */
function seatWords({ seat }: RoomStudent, hasSeats: boolean): string {
  return hasSeats ? `${seat ?? "on video"}, ` : "";
}

function FirstHand({ row, acts, hasSeats }: RowProps & { row: HandRow }) {
  const student = useRoomStudent(row.studentId);
  if (!student) return null;
  return (
    <div className={classes.first}>
      <div className={classes.firstHead}>
        <Portrait person={student} size={36} />
        <p>
          <strong>{student.name}</strong>
          <span>
            {seatWords(student, hasSeats)}
            {placeWords(student)}
          </span>
        </p>
        <Wait since={row.since} />
      </div>
      {(student.help?.message || student.help?.picture) && (
        <p className={classes.words}>{handWords(student)}</p>
      )}
      {row.takenBy ? (
        <p className={classes.taken}>{row.takenBy} is there</p>
      ) : (
        <button type="button" className={classes.go} onClick={() => acts.goTo(student.id)}>
          <IconHandFinger size={19} stroke={1.9} aria-hidden />
          Go to {firstName(student.name)}
          <KeyHint>N</KeyHint>
        </button>
      )}
    </div>
  );
}

function OtherHand({ row, acts, hasSeats }: RowProps & { row: HandRow }) {
  const student = useRoomStudent(row.studentId);
  if (!student) return null;
  return (
    <div className={classes.row}>
      <Portrait person={student} size={34} />
      <p>
        <strong>{student.name}</strong>
        <span className={classes.oneLine}>
          {seatWords(student, hasSeats)}
          {row.takenBy ? `${row.takenBy} is there` : handWords(student)}
        </span>
      </p>
      <Wait since={row.since} />
      <Button
        variant="default"
        className={classes.small}
        onClick={() => acts.goTo(student.id)}
        aria-label={`Go to ${student.name}`}
      >
        Go
      </Button>
    </div>
  );
}

function WithYou({ studentId, acts, hasSeats }: RowProps & { studentId: string }) {
  const student = useRoomStudent(studentId);
  if (!student) return null;
  return (
    <div className={classes.row} data-with-you>
      <Portrait person={student} size={34} />
      <p>
        <strong>{student.name}</strong>
        <span className={classes.oneLine}>
          {seatWords(student, hasSeats)}
          {placeWords(student)}
        </span>
      </p>
      <Button
        variant="default"
        className={classes.small}
        onClick={() => acts.open(studentId)}
        aria-label={`Open ${student.name}`}
      >
        <IconArrowForward size={18} stroke={1.75} aria-hidden />
      </Button>
      <Button className={classes.small} onClick={() => acts.helped(studentId)}>
        Helped
      </Button>
    </div>
  );
}

function Look({ row, acts, hasSeats }: RowProps & { row: LookRow }) {
  const student = useRoomStudent(row.studentId);
  const attention = useAttentionStore();
  if (!student) return null;
  const isForAssigning = row.reason === "finished";
  const Icon = isForAssigning ? IconPlus : IconEye;
  return (
    <div className={classes.row}>
      <Portrait person={student} size={34} status={lookShape(student)} />
      <p>
        <strong>{firstName(student.name)}</strong>
        <span>
          {seatWords(student, hasSeats)}
          {row.words}
        </span>
      </p>
      <button
        type="button"
        className={classes.dismiss}
        onClick={() => attention.dismiss(student.id)}
        aria-label={`Not now: ${student.name}`}
      >
        <IconX size={15} stroke={1.75} />
      </button>
      <Button
        variant="default"
        className={classes.small}
        onClick={() => (isForAssigning ? acts.assign : acts.open)(student.id)}
        aria-label={`${isForAssigning ? "Assign to" : "Look at"} ${student.name}`}
      >
        <Icon size={18} stroke={1.75} />
      </Button>
    </div>
  );
}

function lookShape(student: RoomStudent) {
  const status = statusOf(student);
  return status === "working" || status === "not-started" ? undefined : status;
}
