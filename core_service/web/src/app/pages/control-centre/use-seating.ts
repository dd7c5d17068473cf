/** Moving students to other seats, for this session or for every week, with its undo. */
import { useCallback, useState } from "react";
import { roomActs } from "~/features/room/api";
import { useRoom } from "~/features/room/room-provider";
import type { RoomStudent } from "~/features/room/state/room-types";
import type { RoomActs } from "~/features/room/room-acts";
import { firstName } from "~/lib/wording";

export type Seats = Record<string, string | null>;

export interface Seating {
  /** Also in the weeks to come. */
  isKept: boolean;
  setKept: (isKept: boolean) => void;
  /** To a seat; whoever sits there takes the other one's. */
  move: (studentId: string, seat: string | null) => void;
  /** To where the other one sits, and the other way round. */
  swap: (studentId: string, otherId: string) => void;
}

export function useSeating(acts: RoomActs): Seating {
  const { store, sessionId } = useRoom();
  const [isKept, setKept] = useState(true);
  const seat = useCallback(
    (seats: Seats) => {
      const { students } = store.getState().room;
      const before = Object.fromEntries(
        Object.keys(seats).map((id) => [id, students[id]?.seat ?? null]),
      );
      const put = async (wanted: Seats) => {
        await roomActs.seat(sessionId, wanted, isKept);
        store.dispatch({ type: "session:changed", seats: wanted });
      };
      void acts.log.perform({
        done: seatWords(seats, students),
        failed: "The seats could not be changed",
        run: () => put(seats),
        undo: () => put(before),
      });
    },
    [acts, store, sessionId, isKept],
  );
  const move = (studentId: string, wanted: string | null) => {
    const { students } = store.getState().room;
    seat(seatsAfterMove(Object.values(students), studentId, wanted));
  };
  const swap = (studentId: string, otherId: string) => {
    const other = store.getState().room.students[otherId];
    if (other && studentId !== otherId) move(studentId, other.seat);
  };
  return { isKept, setKept, move, swap };
}

/** Whoever sits in the wanted seat gets the one that is left. */
function seatsAfterMove(
  students: Pick<RoomStudent, "id" | "seat">[],
  studentId: string,
  wanted: string | null,
): Seats {
  const left = students.find(({ id }) => id === studentId)?.seat ?? null;
  const there = students.find(
    ({ id, seat }) => wanted !== null && seat === wanted && id !== studentId,
  );
  return { [studentId]: wanted, ...(there ? { [there.id]: left } : {}) };
}

function seatWords(seats: Seats, students: Readonly<Record<string, RoomStudent>>): string {
  const words = Object.entries(seats).map(([id, seat]) => {
    const student = students[id];
    const name = student ? firstName(student.name) : "The student";
    return seat === null ? `${name} has no seat` : `${name} sits at ${seat}`;
  });
  return words.join(", ");
}
