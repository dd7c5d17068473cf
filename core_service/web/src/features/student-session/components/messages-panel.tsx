/** All messages of this session, and an answer to the tutor. */
import { IconSend, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { ReplyRequestLimits } from "~/generated/limits";
import type { RoomMessage } from "~/lib/contract";
import { useOnceKeys } from "~/lib/once-key";
import { useTarget } from "~/ui/age-tier";
import { ChildText } from "~/ui/child-text";
import { ReadAloud } from "~/ui/read-aloud";
import { speakable } from "~/ui/spoken-math";
import { FormFrame, FormProblem } from "~/ui/form";
import { firstName } from "../words";
import classes from "./messages-panel.module.css";

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
    <section className={classes.panel} aria-label="Messages">
      <header>
        <h2>Messages</h2>
        <button type="button" aria-label="Close the messages" onClick={onClose}>
          <IconX aria-hidden stroke={1.8} />
        </button>
      </header>
      {messages.length === 0 && <p className={classes.none}>{tutor} has not written yet.</p>}
      <ol>
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
      <ReplyForm tutor={tutor} onReply={onReply} />
    </section>
  );
}

function ReplyForm({ tutor, onReply }: { tutor: string; onReply: MessagesPanelProps["onReply"] }) {
  const [text, setText] = useState("");
  const keys = useOnceKeys();
  const [problem, setProblem] = useState<unknown>(null);
  const [isSending, setIsSending] = useState(false);
  const send = async () => {
    if (text.trim() === "") return;
    setProblem(null);
    setIsSending(true);
    try {
      await onReply(text.trim(), keys.keyOf(text.trim()));
      keys.settled();
      setText("");
    } catch (error) {
      setProblem(error);
    }
    setIsSending(false);
  };
  return (
    <FormFrame isSaving={isSending} error={problem} onSubmit={() => void send()}>
      <input
        value={text}
        maxLength={ReplyRequestLimits.text.maxLength}
        placeholder={`Write to ${tutor}`}
        aria-label={`Write to ${tutor}`}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" aria-label="Send" aria-busy={isSending}>
        <IconSend aria-hidden stroke={1.8} />
      </button>
      {problem !== null && <FormProblem error={problem} onRetry={() => void send()} />}
    </FormFrame>
  );
}
