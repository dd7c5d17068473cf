/** Forms of a lesson: what tutors write to and about students, and what students write back. */
import type { ReactNode } from "react";
import { OverRow } from "~/features/room/components/over-row";
import { PanelMessage } from "~/features/room/components/panel/panel-message";
import { PanelNotes } from "~/features/room/components/panel/panel-notes";
import { TellEveryone } from "~/features/room/components/tell-everyone";
import { RoomProvider } from "~/features/room/room-provider";
import { aRoom, aStudent } from "~/features/room/testing";
import type { RoomActs } from "~/features/room/room-acts";
import { useRoomActs } from "~/features/room/use-room-acts";
import { raiseHand, replyToTutor } from "~/features/student-session/api";
import { HandWords } from "~/features/student-session/components/hand-words";
import { MessagesPanel } from "~/features/student-session/components/messages-panel";
import { list } from "./fixtures";
import { formCase } from "./form-case";

const nothing = () => undefined;
const MAYA = aStudent("maya", { name: "Maya Okafor" });
const ROOM = aRoom([MAYA]);
const notes = { "GET /api/sessions/session-1/notes": () => list() };

function inRoom(form: (acts: RoomActs) => ReactNode) {
  return (
    <RoomProvider snapshot={ROOM} meId="helen" refreshSnapshot={nothing} isSignedIn>
      <WithActs form={form} />
    </RoomProvider>
  );
}

function WithActs({ form }: { form: (acts: RoomActs) => ReactNode }) {
  return form(useRoomActs());
}

export const ROOM_FORMS = {
  "a message to one student": formCase<"MessageRequest">({
    form: () => inRoom((acts) => <PanelMessage student={MAYA} acts={acts} />),
    call: "POST /api/sessions/session-1/message",
    typed: { "Write to Maya": "Look at the second line again" },
    sends: "Send",
    fields: { text: "Write to Maya" },
  }),
  "a message to everyone": formCase<"MessageRequest">({
    form: () => inRoom((acts) => <TellEveryone isOpen acts={acts} onClose={nothing} />),
    call: "POST /api/sessions/session-1/message",
    typed: { "Every student reads this at once": "Five minutes left" },
    sends: "Send to everyone",
    fields: { text: "Every student reads this at once" },
  }),
  "a note about a student": formCase<"NoteRequest">({
    form: () => inRoom((acts) => <PanelNotes student={MAYA} acts={acts} />),
    call: "POST /api/sessions/session-1/notes",
    typed: { "A note about Maya": "Fractions are settled" },
    sends: "Save note",
    fields: { text: "A note about Maya" },
    read: notes,
  }),
  "a note for the family": formCase<"NoteRequest">({
    form: () =>
      inRoom((acts) => <OverRow studentId="maya" acts={acts} notes={[]} onOpen={nothing} />),
    call: "POST /api/sessions/session-1/notes",
    typed: { "Note for Maya's family": "She explained it to Leo" },
    sends: "Save for the family",
    fields: { text: "Note for Maya's family" },
  }),
  "what the hand is about": formCase<"HelpCallRequest">({
    form: () => (
      <HandWords
        tutor="Helen"
        message={null}
        picture={null}
        onTell={async (words, key) => void (await raiseHand("session-1", words, key))}
        onClose={nothing}
      />
    ),
    call: "POST /api/sessions/session-1/help-request",
    typed: { "What is it about, in words": "Why is it 12?" },
    sends: "Send",
    fields: { message: "What is it about, in words" },
  }),
  "an answer to the tutor": formCase<"ReplyRequest">({
    form: () => (
      <MessagesPanel
        messages={[]}
        myId="maya"
        tutorName="Helen Marsh"
        onReply={(text, key) => replyToTutor("session-1", text, key)}
        onClose={nothing}
      />
    ),
    call: "POST /api/sessions/session-1/reply",
    typed: { "Write to Helen": "I see it now" },
    sends: "Send",
    fields: { text: "Write to Helen" },
  }),
};
