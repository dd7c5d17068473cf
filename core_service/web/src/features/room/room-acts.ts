/** The adult's acts in a room: each sends, shows at once what the core has confirmed, and can be undone where that makes sense. */
import { type ActsLog, createActsLog } from "~/lib/acts-log";
import type { AttendanceStatus, NoteVisibility, PanelMode } from "~/lib/contract";
import { firstName } from "~/lib/wording";
import { ATTENDANCE_WORDS } from "~/ui/status";
import { roomActs } from "./api";
import type { RoomStore } from "./state/room-store";
import type { RoomStudent } from "./state/room-types";

/** Everything an adult can do to a student from the control centre; each act says whether it was done. */
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

interface Scene {
  sessionId: string;
  meId: string;
  store: RoomStore;
  log: ActsLog;
}

const ENCOURAGEMENT = "Good thinking!";

function studentOf({ store }: Scene, id: string): RoomStudent | undefined {
  return store.getState().room.students[id];
}

function nameOf(scene: Scene, id: string): string {
  const student = studentOf(scene, id);
  return student ? firstName(student.name) : "The student";
}

function attendanceActs(scene: Scene): Pick<RoomActs, "mark"> {
  const put = async (studentId: string, status: RoomStudent["attendance"]) => {
    await roomActs.markAttendance(scene.sessionId, studentId, status);
    scene.store.dispatch({ type: "attendance:marked", studentId, status });
  };
  return {
    mark: (studentId, status) => {
      const before = studentOf(scene, studentId)?.attendance ?? null;
      const name = nameOf(scene, studentId);
      return scene.log.perform({
        done: status
          ? `${name}: ${ATTENDANCE_WORDS[status].toLowerCase()}`
          : `${name} is no longer marked`,
        failed: `${name} could not be marked`,
        run: () => put(studentId, status),
        undo: () => put(studentId, before),
      });
    },
  };
}

async function putMode(scene: Scene, studentId: string, mode: RoomStudent["mode"]): Promise<void> {
  await roomActs.setMode(scene.sessionId, studentId, mode);
  if (studentOf(scene, studentId)?.mode !== mode) {
    scene.store.dispatch({ type: "panel:changed", studentId, mode });
  }
}

async function changeHelp(
  { store, meId }: Scene,
  studentId: string,
  requestId: string,
  change: "acknowledge" | "resolve" | "reopen",
): Promise<void> {
  const { status } = await roomActs[change](requestId);
  store.dispatch({ type: "help:updated", studentId, requestId, status, byId: meId });
}

/** Says "I am coming" where a hand is up, and turns to the student. */
function comeTo(scene: Scene, studentId: string) {
  const help = studentOf(scene, studentId)?.help;
  const name = nameOf(scene, studentId);
  return scene.log.perform({
    done: `You are with ${name}`,
    failed: `${name} could not be told that you are coming`,
    run: async () => {
      if (help?.status === "PENDING") {
        await changeHelp(scene, studentId, help.requestId, "acknowledge");
      }
      await putMode(scene, studentId, "TEACH");
    },
    undo: async () => {
      if (help) await changeHelp(scene, studentId, help.requestId, "reopen");
      await putMode(scene, studentId, "OBSERVE");
    },
  });
}

/** Lowers the hand as helped, and turns back to the room. */
function finishHelping(scene: Scene, studentId: string) {
  const help = studentOf(scene, studentId)?.help;
  const name = nameOf(scene, studentId);
  return scene.log.perform({
    done: `${name} is helped`,
    failed: `${name}'s hand could not be lowered`,
    run: async () => {
      if (help) await changeHelp(scene, studentId, help.requestId, "resolve");
      if (studentOf(scene, studentId)?.mode === "TEACH") {
        await putMode(scene, studentId, "OBSERVE");
      }
    },
    undo: async () => {
      if (help) await changeHelp(scene, studentId, help.requestId, "reopen");
    },
  });
}

function helpActs(scene: Scene): Pick<RoomActs, "goTo" | "helped" | "setMode"> {
  return {
    goTo: (studentId) => comeTo(scene, studentId),
    helped: (studentId) => finishHelping(scene, studentId),
    setMode: (studentId, mode) =>
      scene.log.perform({
        done: mode === "TEACH" ? `You are with ${nameOf(scene, studentId)}` : "Back with the room",
        failed: "The change could not be saved",
        run: () => putMode(scene, studentId, mode),
        undo: () => putMode(scene, studentId, mode === "TEACH" ? "OBSERVE" : "TEACH"),
      }),
  };
}

function wordActs(
  scene: Scene,
): Pick<RoomActs, "encourage" | "tell" | "write" | "note" | "markComplete"> {
  const { sessionId, log } = scene;
  return {
    encourage: (studentId) =>
      log.perform({
        done: `${nameOf(scene, studentId)} sees “${ENCOURAGEMENT}”`,
        failed: `${nameOf(scene, studentId)} could not be encouraged`,
        run: (key) => {
          const message = { studentId, text: ENCOURAGEMENT, kind: "encouragement" as const };
          return roomActs.sendMessage(sessionId, message, key);
        },
      }),
    tell: (studentId, text) =>
      log.perform({
        done: `Sent to ${nameOf(scene, studentId)}`,
        failed: "The message was not sent",
        run: (key) => roomActs.sendMessage(sessionId, { studentId, text }, key),
      }),
    write: (studentId, text, formKey) =>
      log.performForForm(
        {
          done: studentId ? `Sent to ${nameOf(scene, studentId)}` : "Sent to everyone",
          run: (key) =>
            roomActs.sendMessage(sessionId, { studentId: studentId ?? undefined, text }, key),
        },
        formKey,
      ),
    note: (studentId, text, visibility, formKey) =>
      log.performForForm(
        {
          done: `Noted for ${nameOf(scene, studentId)}`,
          run: (key) => roomActs.addNote(sessionId, { studentId, text, visibility }, key),
        },
        formKey,
      ),
    markComplete: (studentId, exerciseId) =>
      log.perform({
        done: `${nameOf(scene, studentId)} goes on to the next one`,
        failed: "The exercise could not be marked as complete",
        run: () => roomActs.markComplete(sessionId, studentId, exerciseId),
      }),
  };
}

export function createRoomActs(sessionId: string, meId: string, store: RoomStore): RoomActs {
  const log = createActsLog();
  const scene = { sessionId, meId, store, log };
  return { log, ...attendanceActs(scene), ...helpActs(scene), ...wordActs(scene) };
}
