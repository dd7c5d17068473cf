/** A student's face, with the minutes an adult was with them of the minutes they are here (R117). */
import { memo } from "react";
import { firstName } from "~/lib/wording";
import { Clock } from "~/ui/clock";
import { Portrait } from "~/ui/portrait";
import { STATUS_WORDS } from "~/ui/status";
import { StatusShape } from "~/ui/status-shape";
import { useRoomStudent } from "../../room-provider";
import { statusOf } from "../../state/student-status";
import { minutesWithOfHere } from "../../state/timers";
import classes from "./face-tile.module.css";

interface FaceTileProps {
  studentId: string;
  onOpen: (studentId: string) => void;
  isDimmed?: boolean;
  isOpen?: boolean;
  /** Absent: Tab reaches it. */
  isReachable?: boolean;
  size: "strip" | "small" | "large";
}

const FACE_PX = { strip: 44, small: 62, large: 92 } as const;

export const FaceTile = memo(function FaceTile({ studentId, onOpen, ...props }: FaceTileProps) {
  const student = useRoomStudent(studentId);
  if (!student) return null;
  const status = statusOf(student);
  const isAway = status === "not-here" || status === "offline";
  const first = firstName(student.name);
  return (
    <button
      type="button"
      className={classes.tile}
      data-student-id={studentId}
      data-status={status}
      data-size={props.size}
      data-with-you={student.mode === "TEACH" || undefined}
      data-open={props.isOpen || undefined}
      data-dimmed={props.isDimmed || undefined}
      tabIndex={props.isReachable === false ? -1 : 0}
      onClick={() => onOpen(studentId)}
    >
      <span className={classes.shape}>
        <StatusShape status={status} size={props.size === "strip" ? 13 : 18} />
      </span>
      <Portrait person={student} size={FACE_PX[props.size]} isAway={isAway} />
      <span className={classes.words}>
        <span>
          {first}
          <span className="visually-hidden">, {STATUS_WORDS[status].toLowerCase()}, </span>
        </span>
        {props.size !== "strip" && (
          <span>
            {isAway ? (
              <span aria-hidden>{STATUS_WORDS[status].toLowerCase()}</span>
            ) : (
              <>
                <Clock format={(now) => minutesWithOfHere(student, now)} />
                <span className="visually-hidden"> minutes with you of minutes here</span>
              </>
            )}
          </span>
        )}
      </span>
    </button>
  );
});
