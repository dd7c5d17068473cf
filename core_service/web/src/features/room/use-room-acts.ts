/** Everything an adult can do to a student from the control centre, each with its undo. */
import { useState } from "react";
import type { AttendanceStatus, NoteVisibility, PanelMode } from "~/lib/contract";
import { type ActsLog, createActsLog } from "~/lib/acts-log";
import { useRoom } from "./room-provider";
import { attendanceActs, helpActs, wordActs } from "./room-acts";
import type { RoomStore } from "./room-store";

export interface RoomActs {
  log: ActsLog;
  mark: (studentId: string, status: AttendanceStatus | null) => Promise<boolean>;
  /** Says "I am coming" where a hand is up, and turns to the student. */
  goTo: (studentId: string) => Promise<boolean>;
  /** Lowers the hand as helped, and turns back to the room. */
  helped: (studentId: string) => Promise<boolean>;
  setMode: (studentId: string, mode: PanelMode) => Promise<boolean>;
  encourage: (studentId: string) => Promise<boolean>;
  /** A ready phrase. */
  tell: (studentId: string, text: string) => Promise<boolean>;
  /** To one student or to everyone, from a form: see `performForForm`. */
  write: (studentId: string | null, text: string, key: string) => Promise<boolean>;
  note: (
    studentId: string,
    text: string,
    visibility: NoteVisibility,
    key: string,
  ) => Promise<boolean>;
  markComplete: (studentId: string, exerciseId: string) => Promise<boolean>;
}

/** Stable for as long as the room is: cards may take it as a prop. */
export function useRoomActs(): RoomActs {
  const { sessionId, meId, store } = useRoom();
  const [acts] = useState(() => createRoomActs(sessionId, meId, store));
  return acts;
}

function createRoomActs(sessionId: string, meId: string, store: RoomStore): RoomActs {
  const log = createActsLog();
  const scene = { sessionId, meId, store, log };
  return { log, ...attendanceActs(scene), ...helpActs(scene), ...wordActs(scene) };
}
