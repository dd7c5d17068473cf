/** A place while seats are changed: drag the student to another one, or choose the seat from the list. */
import { useDraggable, useDroppable } from "@dnd-kit/core";
import { IconGripVertical } from "@tabler/icons-react";
import { useRoomStudent } from "~/features/room/room-provider";
import { firstName } from "~/lib/wording";
import { Portrait } from "~/ui/portrait";
import classes from "./seat-slot.module.css";

interface SeatSlotProps {
  studentId: string;
  /** All seats of the room. */
  seats: string[];
  onMove: (studentId: string, seat: string | null) => void;
}

export function SeatSlot({ studentId, seats, onMove }: SeatSlotProps) {
  const student = useRoomStudent(studentId);
  const { setNodeRef: placeRef, isOver } = useDroppable({ id: studentId });
  const {
    setNodeRef: handleRef,
    listeners,
    attributes,
    isDragging,
  } = useDraggable({ id: `seat-${studentId}`, data: { seatOf: studentId } });
  if (!student) return null;
  const first = firstName(student.name);
  return (
    <div
      ref={placeRef}
      className={classes.slot}
      data-student-id={studentId}
      aria-label={student.name}
      role="group"
      data-over={(isOver && !isDragging) || undefined}
      data-moving={isDragging || undefined}
    >
      <button
        type="button"
        ref={handleRef}
        className={classes.handle}
        {...listeners}
        {...attributes}
        aria-label={`Drag ${student.name} to another place`}
      >
        <IconGripVertical size={18} stroke={1.75} aria-hidden />
        <Portrait person={student} size={44} />
        <strong>{student.name}</strong>
      </button>
      <label className={classes.seat}>
        Seat
        <select
          value={student.seat ?? ""}
          onChange={(event) => onMove(studentId, event.currentTarget.value || null)}
          aria-label={`Seat of ${first}`}
        >
          <option value="">none</option>
          {seats.map((seat) => (
            <option key={seat} value={seat}>
              {seat}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
