/** Everything an adult can do to a student from the control centre, each with its undo. */
import { useState } from "react";
import type { AttendanceStatus, PanelMode } from "~/lib/contract";
import { ATTENDANCE_WORDS } from "~/ui/status";
import { type ActsLog, createActsLog } from "./acts-log";
import { roomActs } from "./api";
import { useRoom } from "./room-provider";
import type { RoomStore } from "./room-store";
import type { RoomStudent } from "./room-types";

export interface RoomActs {
  log: ActsLog;
  mark: (studentId: string, status: AttendanceStatus | null) => Promise<boolean>;
  /** Says "I am coming" where a hand is up, and turns to the student. */
  goTo: (studentId: string) => Promise<boolean>;
  /** Lowers the hand as helped, and turns back to the room. */
  helped: (studentId: string) => Promise<boolean>;
  setMode: (studentId: string, mode: PanelMode) => Promise<boolean>;
  encourage: (studentId: string) => Promise<boolean>;
  /** To one student, or to everyone. */
  tell: (studentId: string | null, text: string) => Promise<boolean>;
  note: (
    studentId: string,
    text: string,
    visibility: "private" | "staff" | "parent",
  ) => Promise<boolean>;
  markComplete: (studentId: string, exerciseId: string) => Promise<boolean>;
}

const ENCOURAGEMENT = "Good thinking!";

/** Stable for as long as the room is: cards may take it as a prop. */
export function useRoomActs(): RoomActs {
  const { sessionId, meId, store } = useRoom();
  const [acts] = useState(() => createRoomActs(sessionId, meId, store));
  return acts;
}

export function createRoomActs(sessionId: string, meId: string, store: RoomStore): RoomActs {
  const log = createActsLog();
  const student = (id: string): RoomStudent | undefined => store.getState().room.students[id];
  const name = (id: string) => student(id)?.name.split(" ")[0] ?? "The student";

  const putAttendance = async (studentId: string, status: AttendanceStatus | null) => {
    await roomActs.markAttendance(sessionId, studentId, status);
    store.dispatch({ type: "attendance:marked", studentId, status });
  };
  const putMode = async (studentId: string, mode: PanelMode) => {
    await roomActs.setMode(sessionId, studentId, mode);
    if (student(studentId)?.mode !== mode)
      store.dispatch({ type: "panel:changed", studentId, mode });
  };
  const changeHelp = async (
    studentId: string,
    change: "acknowledge" | "resolve" | "reopen",
    requestId: string,
  ) => {
    const { status } = await roomActs[change](requestId);
    store.dispatch({ type: "help:updated", studentId, requestId, status, byId: meId });
  };

  return {
    log,
    mark: (studentId, status) => {
      const before = student(studentId)?.attendance ?? null;
      return log.perform({
        done: status
          ? `${name(studentId)}: ${ATTENDANCE_WORDS[status].toLowerCase()}`
          : `${name(studentId)} is no longer marked`,
        failed: `${name(studentId)} could not be marked`,
        run: () => putAttendance(studentId, status),
        undo: () => putAttendance(studentId, before),
      });
    },
    goTo: (studentId) => {
      const help = student(studentId)?.help;
      return log.perform({
        done: `You are with ${name(studentId)}`,
        failed: `${name(studentId)} could not be told that you are coming`,
        run: async () => {
          if (help && help.status === "PENDING") {
            await changeHelp(studentId, "acknowledge", help.requestId);
          }
          await putMode(studentId, "TEACH");
        },
        undo: async () => {
          if (help) await changeHelp(studentId, "reopen", help.requestId);
          await putMode(studentId, "OBSERVE");
        },
      });
    },
    helped: (studentId) => {
      const help = student(studentId)?.help;
      return log.perform({
        done: `${name(studentId)} is helped`,
        failed: `${name(studentId)}'s hand could not be lowered`,
        run: async () => {
          if (help) await changeHelp(studentId, "resolve", help.requestId);
          if (student(studentId)?.mode === "TEACH") await putMode(studentId, "OBSERVE");
        },
        undo: async () => {
          if (help) await changeHelp(studentId, "reopen", help.requestId);
        },
      });
    },
    setMode: (studentId, mode) =>
      log.perform({
        done: mode === "TEACH" ? `You are with ${name(studentId)}` : "Back with the room",
        failed: "The change could not be saved",
        run: () => putMode(studentId, mode),
        undo: () => putMode(studentId, mode === "TEACH" ? "OBSERVE" : "TEACH"),
      }),
    encourage: (studentId) =>
      log.perform({
        done: `${name(studentId)} sees “${ENCOURAGEMENT}”`,
        failed: `${name(studentId)} could not be encouraged`,
        run: (key) => {
          const message = { studentId, text: ENCOURAGEMENT, kind: "encouragement" as const };
          return roomActs.sendMessage(sessionId, message, key);
        },
      }),
    tell: (studentId, text) =>
      log.perform({
        done: studentId ? `Sent to ${name(studentId)}` : "Sent to everyone",
        failed: "The message was not sent",
        run: (key) =>
          roomActs.sendMessage(sessionId, { studentId: studentId ?? undefined, text }, key),
      }),
    note: (studentId, text, visibility) =>
      log.perform({
        done: `Noted for ${name(studentId)}`,
        failed: "The note was not saved",
        run: (key) => roomActs.addNote(sessionId, { studentId, text, visibility }, key),
      }),
    markComplete: (studentId, exerciseId) =>
      log.perform({
        done: `${name(studentId)} goes on to the next one`,
        failed: "The exercise could not be marked as complete",
        run: () => roomActs.markComplete(sessionId, studentId, exerciseId),
      }),
  };
}
