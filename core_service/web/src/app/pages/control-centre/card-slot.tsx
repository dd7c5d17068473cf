/** A place in the grid: the card, and over it what giving the chosen exercise to this student would mean. */
import { useDroppable } from "@dnd-kit/core";
import { useShallow } from "zustand/react/shallow";
import { levelGapWords } from "~/features/content/fit";
import type { CardActs } from "~/features/room/components/card/card-actions";
import { StudentCard } from "~/features/room/components/card/student-card";
import { useRoomState } from "~/features/room/room-provider";
import type { RoomState } from "~/features/room/state/room-types";
import { statusOf } from "~/features/room/state/student-status";
import type { ExerciseSummary } from "~/lib/contract";
import { firstName } from "~/lib/wording";
import type { StudentStatus } from "~/ui/status";
import classes from "./card-slot.module.css";

interface CardSlotProps {
  studentId: string;
  acts: CardActs;
  isReachable: boolean;
  isOpen: boolean;
  filter: StudentStatus | null;
  /** Chosen by a touch, or in the air on its way to a card. */
  offered: ExerciseSummary | null;
  /** Whether a touch on the card gives it. */
  isTouchToGive: boolean;
  onGive: (studentId: string, exercise: ExerciseSummary) => void;
}

export function CardSlot({
  studentId,
  filter,
  offered,
  isTouchToGive,
  onGive,
  ...card
}: CardSlotProps) {
  const { name, courseLevel, isStudying, isFiltered, isHand } = useRoomState(
    useShallow((room: RoomState) => placeFacts(room, studentId, offered, filter)),
  );
  const { setNodeRef, isOver } = useDroppable({ id: studentId, disabled: !isStudying });
  const isOffer = offered !== null && isStudying;
  return (
    <div
      ref={setNodeRef}
      className={classes.slot}
      data-offer={isOffer || undefined}
      data-over={isOver || undefined}
    >
      <StudentCard
        {...card}
        studentId={studentId}
        isDimmed={!isHand && (isFiltered || (offered !== null && !isStudying))}
      />
      {isOffer && (
        <div className={classes.offer}>
          {isOver && (
            <p className={classes.drop}>
              Drop to give {name} {offered.title}
            </p>
          )}
          {isTouchToGive ? (
            <button
              type="button"
              onClick={() => onGive(studentId, offered)}
              aria-label={`Give ${offered.title} to ${name}`}
            >
              {levelGapWords(offered.level, courseLevel)}
            </button>
          ) : (
            <p className={classes.gap}>{levelGapWords(offered.level, courseLevel)}</p>
          )}
        </div>
      )}
    </div>
  );
}

function placeFacts(
  { students }: RoomState,
  studentId: string,
  offered: ExerciseSummary | null,
  filter: StudentStatus | null,
) {
  const student = students[studentId];
  const enrollment = student?.enrollments.find(({ courseId }) => courseId === offered?.courseId);
  const status = student ? statusOf(student) : null;
  return {
    name: student ? firstName(student.name) : "",
    courseLevel: enrollment?.level ?? null,
    isStudying: enrollment !== undefined,
    isFiltered: filter !== null && status !== filter,
    isHand: offered !== null && status === "hand",
  };
}
