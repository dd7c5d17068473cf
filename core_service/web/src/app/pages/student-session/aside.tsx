/** Beside the task: the tutor's messages, and words for the hand that is up. */
import { useMediaQuery } from "@mantine/hooks";
import { useState } from "react";
import { useRoom } from "~/features/room/room-provider";
import type { OpenHelp } from "~/features/room/state/room-types";
import { replyToTutor } from "~/features/student-session/api";
import { HandWords } from "~/features/student-session/components/hand-words";
import { MessageCard } from "~/features/student-session/components/message-card";
import { BesideCard } from "~/features/student-session/components/session-frame";
import { MessagesPanel } from "~/features/student-session/components/messages-panel";
import type { Hand } from "~/features/student-session/use-hand";
import type { ReadMessages } from "~/features/student-session/use-read-messages";
import type { RoomMessage, StudentView } from "~/lib/contract";
import { firstName } from "~/lib/wording";
import { helpPictureWords } from "~/ui/help-picture";
import { InlineProblem } from "~/ui/state-view";
import { useMe } from "../../signed-in";
import { tutorOf } from "./hand";

interface StudentSessionAsideProps extends ReadMessages {
  view: StudentView;
  hand: Hand;
  help: OpenHelp | null;
  messages: readonly RoomMessage[];
  isMessagesOpen: boolean;
  onCloseMessages: () => void;
}

export function StudentSessionAside(props: StudentSessionAsideProps) {
  const { view, hand, help, messages, unread, markRead } = props;
  const { user } = useMe();
  const { store } = useRoom();
  const tutor = tutorOf(view);
  const reply = async (text: string, key: string) => {
    const sent = await replyToTutor(view.session.id, text, key);
    store.dispatch({
      type: "message:new",
      messageId: sent.id,
      fromId: user.id,
      studentId: user.id,
      text: sent.text,
      kind: "message",
      at: sent.sentAt,
    });
  };
  const newest = unread.at(-1);
  const [closedFor, setClosedFor] = useState<string | null>(null);
  const isNarrow = useMediaQuery("(max-width: 899px)") || user.ageTier === "EARLY";
  const isFull = isNarrow && (newest !== undefined || props.isMessagesOpen);
  const told = help?.message ?? (help?.picture ? helpPictureWords(help.picture) : null);
  return (
    <>
      {newest && !props.isMessagesOpen && (
        <MessageCard message={newest} tutor={tutor} onOk={() => markRead(newest.id)} />
      )}
      {props.isMessagesOpen && (
        <MessagesPanel
          messages={messages}
          myId={user.id}
          tutorName={tutor.name}
          onReply={reply}
          onClose={props.onCloseMessages}
        />
      )}
      {hand.problem !== null && <InlineProblem error={hand.problem} onRetry={hand.toggle} />}
      {hand.wish === "up" && !hand.isReachable && (
        <BesideCard
          title="No line just now"
          words={`I will tell ${firstName(tutor.name)} when we are back. Put your hand up in the room.`}
        />
      )}
      {help?.status === "PENDING" && closedFor === help.requestId && told && (
        <BesideCard title={`You told ${firstName(tutor.name)}`} words={told} />
      )}
      {help?.status === "PENDING" && closedFor !== help.requestId && !isFull && (
        <HandWords
          tutor={firstName(tutor.name)}
          message={help.message ?? null}
          picture={help.picture ?? null}
          onTell={hand.tell}
          onClose={() => setClosedFor(help.requestId)}
        />
      )}
    </>
  );
}
