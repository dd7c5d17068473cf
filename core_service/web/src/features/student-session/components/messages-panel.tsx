/** All messages of this session, and an answer to the tutor. */
import { ReplyRequestLimits } from "~/generated/limits";
import type { RoomMessage } from "~/lib/contract";
import { firstName } from "~/lib/wording";
import { useTarget } from "~/ui/age-tier";
import { ChildText } from "~/ui/child-text";
import { ReadAloud } from "~/ui/read-aloud";
import { speakable } from "~/ui/spoken-math";
import classes from "./messages-panel.module.css";
import { SidePanel } from "./side-panel";
import { WordsForm } from "./words-form";

interface MessagesPanelProps {
  messages: readonly RoomMessage[];
  myId: string;
  tutorName: string;
  onReply: (text: string, key: string) => Promise<unknown>;
  onClose: () => void;
}

export function MessagesPanel(props: MessagesPanelProps) {
  const { messages, myId, tutorName, onReply, onClose } = props;
  const tutor = firstName(tutorName);
  const target = useTarget();
  return (
    <SidePanel label="Messages" title="Messages" closeLabel="Close the messages" onClose={onClose}>
      {messages.length === 0 && <p className={classes.none}>{tutor} has not written yet.</p>}
      <ol className={classes.list}>
        {messages.map((message) => (
          <li key={message.id} data-mine={message.fromId === myId}>
            <span className={classes.from}>
              {message.fromId === myId ? "You" : firstName(message.fromName || tutorName)}
            </span>
            <ChildText>{message.text}</ChildText>
            {message.fromId !== myId && (
              <ReadAloud
                text={speakable(message.text)}
                label="Read the message aloud"
                size={target}
              />
            )}
          </li>
        ))}
      </ol>
      <WordsForm
        label={`Write to ${tutor}`}
        placeholder={`Write to ${tutor}`}
        maxLength={ReplyRequestLimits.text.maxLength}
        field="text"
        onSend={onReply}
      />
    </SidePanel>
  );
}
