/** The hand on the student's page: the wish of this device and the room's state in one button. */
import { useCallback } from "react";
import { useConnection, useRoom, useRoomStudent } from "~/features/room/room-provider";
import type { OpenHelp } from "~/features/room/state/room-types";
import { HandButton } from "~/features/student-session/components/hand-button";
import { handFace } from "~/features/student-session/hand";
import { type Hand, useHand } from "~/features/student-session/use-hand";
import type { HelpRequest, Person, StudentView } from "~/lib/contract";
import { firstName } from "~/lib/wording";
import { useMe } from "../../signed-in";

export function useStudentHand(sessionId: string, exerciseId: string | null): Hand {
  const { user } = useMe();
  const { store } = useRoom();
  const help = useRoomStudent(user.id)?.help ?? null;
  const onHelp = useCallback((request: HelpRequest) => store.dispatch(helpEvent(request)), [store]);
  return useHand({ sessionId, requestId: help?.requestId ?? null, exerciseId, onHelp });
}

/** The core's answer as the event that will follow it. */
function helpEvent(request: HelpRequest) {
  const { id, studentId, status } = request;
  if (status !== "PENDING") {
    return { type: "help:updated", studentId, requestId: id, status } as const;
  }
  return {
    type: "help:new",
    studentId,
    requestId: id,
    message: request.message,
    exerciseId: request.exerciseId,
    picture: request.picture,
    priority: request.priority === "URGENT" ? "URGENT" : "NORMAL",
    requestedAt: request.createdAt,
  } as const;
}

interface StudentHandProps {
  hand: Hand;
  help: OpenHelp | null;
  view: StudentView;
}

export function StudentHand({ hand, help, view }: StudentHandProps) {
  const connection = useConnection();
  const tutor = tutorOf(view);
  const isReachable = hand.isReachable && connection.kind !== "offline";
  const isOfThisHand = help !== null && help.requestId === view.help?.id;
  const handsAhead = isOfThisHand ? view.handsAhead : null;
  const face = handFace(
    help?.status ?? null,
    hand.wish,
    isReachable,
    firstName(tutor.name),
    handsAhead,
  );
  return <HandButton face={face} tutor={tutor} onToggle={hand.toggle} />;
}

export function tutorOf(view: StudentView): Person {
  return view.session.substituteTutor ?? view.tutor;
}
