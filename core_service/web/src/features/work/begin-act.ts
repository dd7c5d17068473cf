/** Beginning an exercise without a network, as an act that waits on this device until the core has it. */
import type { Act } from "~/lib/outbox";
import { inSessionOrAtHome } from "~/lib/session-or-home";
import type { Attempt, Exercise } from "~/lib/contract";
import { startExercise } from "./api";

export const BEGIN = "begin";

export interface BeginBody {
  attemptId: string;
  /** The device's name for it, from which the core finds the same id. */
  begunAs: string;
  studentId: string;
  enrollmentId: string;
  sessionId: string;
  centreId: string;
  /** Kept with the act, so that a reload without a network finds it. */
  exercise: Exercise;
}

type Beginning = Omit<BeginBody, "attemptId" | "begunAs">;

export function isBegin(act: Act): act is Act<BeginBody> {
  return act.kind === BEGIN;
}

export function isBeginOf(act: Act, attemptId: string): act is Act<BeginBody> {
  return isBegin(act) && act.body.attemptId === attemptId;
}

export async function beginning(of: Beginning): Promise<BeginBody> {
  const begunAs = crypto.randomUUID();
  const { studentId, centreId, exercise } = of;
  const attemptId = await nameWithin(studentId, `${centreId}/${exercise.id}/${begunAs}`);
  return { ...of, begunAs, attemptId };
}

/** What the core will answer, as far as this device knows. */
export function attemptBegun({ body, at }: Act<BeginBody>): Attempt {
  return {
    id: body.attemptId,
    studentId: body.studentId,
    exerciseId: body.exercise.id,
    enrollmentId: body.enrollmentId,
    status: "IN_PROGRESS",
    answers: [],
    draftRevision: 0,
    startedAt: new Date(at).toISOString(),
    submittedAt: null,
    deadlineAt: null,
    autoGraded: false,
    score: null,
    maxScore: body.exercise.maxScore,
    explanation: null,
    feedback: null,
    questionResults: [],
  };
}

export function sendBegin({ body }: Act<BeginBody>) {
  const { exercise, begunAs } = body;
  return inSessionOrAtHome(body, (place) => startExercise(exercise.id, { ...place, begunAs }));
}

/** The UUID of version 5 (RFC 9562) of a name in a namespace. */
export async function nameWithin(namespace: string, name: string): Promise<string> {
  const bytes = Uint8Array.from(namespace.replaceAll("-", "").match(/../g) ?? [], fromHex);
  const text = new TextEncoder().encode(name);
  const hash = await crypto.subtle.digest("SHA-1", new Uint8Array([...bytes, ...text]));
  const id = Array.from(new Uint8Array(hash, 0, 16), (byte, index) => {
    if (index === 6) return (byte & 0x0f) | 0x50;
    return index === 8 ? (byte & 0x3f) | 0x80 : byte;
  });
  const hex = id.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function fromHex(pair: string): number {
  return Number.parseInt(pair, 16);
}
