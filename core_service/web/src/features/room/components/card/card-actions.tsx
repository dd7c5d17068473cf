/** A card's four fixed actions: attendance, assign, encourage, open. They never swap places (UI 1). */
import { Menu } from "@mantine/core";
import {
  IconEye,
  IconHandFinger,
  IconPlus,
  IconThumbUp,
  IconUserCheck,
  IconUserPlus,
  IconUserX,
} from "@tabler/icons-react";
import type { AttendanceStatus } from "~/lib/contract";
import { firstName } from "~/lib/wording";
import { ATTENDANCE_WORDS, type StudentStatus } from "~/ui/status";
import type { RoomStudent } from "../../state/room-types";
import classes from "./card-actions.module.css";

/** What the actions call; the same object for all cards and for as long as the room is open. */
export interface CardActs {
  mark: (studentId: string, status: AttendanceStatus | null) => void;
  assign: (studentId: string) => void;
  encourage: (studentId: string) => void;
  /** Opens the panel; where a hand is up, it also says "I am coming". */
  open: (studentId: string) => void;
}

interface CardActionsProps {
  student: RoomStudent;
  status: StudentStatus;
  acts: CardActs;
  isReachable: boolean;
}

export function CardActions({ student, status, acts, isReachable }: CardActionsProps) {
  const tabIndex = isReachable ? 0 : -1;
  const first = firstName(student.name);
  return (
    <div className={classes.actions}>
      <AttendanceAction student={student} status={status} acts={acts} tabIndex={tabIndex} />
      <button
        type="button"
        tabIndex={tabIndex}
        data-likely={status === "finished" || undefined}
        aria-label={`Assign to ${first}`}
        onClick={() => acts.assign(student.id)}
      >
        <IconPlus size={19} stroke={1.75} />
      </button>
      <button
        type="button"
        tabIndex={tabIndex}
        aria-label={`Encourage ${first}`}
        onClick={() => acts.encourage(student.id)}
      >
        <IconThumbUp size={19} stroke={1.75} />
      </button>
      <button
        type="button"
        tabIndex={tabIndex}
        data-likely={status === "quiet" || undefined}
        data-hand={status === "hand" || undefined}
        aria-label={status === "hand" ? `Go to ${first}` : `Open ${first}`}
        onClick={() => acts.open(student.id)}
      >
        {status === "hand" ? (
          <IconHandFinger size={20} stroke={1.75} />
        ) : (
          <IconEye size={20} stroke={1.75} />
        )}
      </button>
    </div>
  );
}

type AttendanceActionProps = Pick<CardActionsProps, "student" | "status" | "acts"> & {
  tabIndex: number;
};

/** Not marked yet: one touch says here. Marked: a touch offers the four marks. */
function AttendanceAction({ student, status, acts, tabIndex }: AttendanceActionProps) {
  const { attendance } = student;
  const first = firstName(student.name);
  if (attendance === null) {
    return (
      <button
        type="button"
        tabIndex={tabIndex}
        data-likely={status === "not-here" || undefined}
        aria-label={`Mark ${first} as here`}
        onClick={() => acts.mark(student.id, "PRESENT")}
      >
        <IconUserPlus size={19} stroke={1.75} />
      </button>
    );
  }
  return (
    <Menu position="top-start" shadow="md" radius="md">
      <Menu.Target>
        <button
          type="button"
          tabIndex={tabIndex}
          data-attendance={attendance}
          aria-label={`${first} is ${ATTENDANCE_WORDS[attendance].toLowerCase()}: change`}
        >
          {attendance === "ABSENT" ? (
            <IconUserX size={19} stroke={1.75} />
          ) : (
            <IconUserCheck size={19} stroke={1.75} />
          )}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {MARKS.map((mark) => (
          <Menu.Item key={mark} onClick={() => acts.mark(student.id, mark)}>
            {ATTENDANCE_WORDS[mark]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => acts.mark(student.id, null)}>Not marked</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const MARKS: readonly AttendanceStatus[] = ["PRESENT", "LATE", "ABSENT", "EXCUSED"];
