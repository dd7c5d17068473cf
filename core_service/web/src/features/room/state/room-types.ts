/** The room as this browser knows it: one entry per student, and the room's own lists. */
import type { Assignment, Level, RoomMessage } from "~/lib/contract";
import type {
  ActivitySnapshot,
  AttemptStatus,
  AttendanceStatus,
  ClientMessage,
  DraftSnapshot,
  DurableEvent,
  EnrollmentSnapshot,
  HelpSnapshot,
  HubMessage,
  PanelMode,
  SessionStatus,
} from "~/generated/protocol";

export type { ClientMessage, DurableEvent, HubMessage };

export interface RoomEnrollment extends EnrollmentSnapshot {
  /** The level at the session's start and now, with the centre's names for them; staff alone have these. */
  assessedLevel: Level | null;
  currentLevel: Level | null;
}

export interface OpenHelp extends HelpSnapshot {
  acknowledgedById: string | null;
}

/** What came of a submitted exercise. */
export interface Result {
  attemptId: string;
  exerciseId: string;
  title: string | null;
  status: AttemptStatus;
  score: number | null;
  maxScore: number;
  /** Null where this browser does not know it. */
  startedAt: number | null;
  questionCount: number | null;
  at: number;
}

export interface RoomStudent {
  id: string;
  name: string;
  avatarUrl: string | null;
  schoolGrade: number | null;
  seat: string | null;
  attendance: AttendanceStatus | null;
  online: boolean;
  hasJoined: boolean;
  /** When they went offline, as far as this browser has seen it. */
  offlineSince: number | null;
  mode: PanelMode;
  modeSince: number | null;
  help: OpenHelp | null;
  enrollments: RoomEnrollment[];
  activity: ActivitySnapshot | null;
  /** Since when the same question has been open, as far as this browser has seen it. */
  questionSince: number | null;
  draft: DraftSnapshot | null;
  /** What was handed in during this session, oldest first. */
  results: Result[];
  /** When an adult was last with them, as far as known; null for never in this session. */
  visitedAt: number | null;
  contactSeconds: number;
  presentSince: number | null;
  /** Of visits to the room that are over. */
  presentSeconds: number;
}

export interface RoomState {
  sessionId: string;
  status: SessionStatus;
  scheduledStart: number;
  scheduledEnd: number;
  actualStart: number | null;
  tutorOnline: boolean;
  students: Readonly<Record<string, RoomStudent>>;
  messages: readonly RoomMessage[];
  assignments: readonly Assignment[];
  /** Up to here the log is counted into this state; resuming asks for what follows. */
  seq: number;
  /** When the last news of any kind arrived. */
  freshAt: number;
  /** Presence, drafts and progress come from the hub, so the core's slower copy must not overwrite them. */
  hasLiveFacts: boolean;
}

/** A durable event, as it comes from the hub or the log, or as an act of ours that the core has confirmed (no seq yet). */
export type RoomEvent = DurableEvent extends infer Each
  ? Each extends { seq: number; at: string }
    ? Omit<Each, "seq" | "at"> & { seq?: number; at?: string }
    : never
  : never;

/** All that can change the room's state. */
export type RoomInput =
  | RoomEvent
  | Exclude<HubMessage, DurableEvent>
  /** The core's answer to "how is it now": the dashboard, or the student's view. */
  | { type: "snapshot"; snapshot: RoomState }
  /** The log has been read up to here by polling. */
  | { type: "polled"; seq: number };
