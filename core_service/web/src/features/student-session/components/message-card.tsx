/** A message of the tutor's: it stays until OK, and can be heard. */
import { IconThumbUp } from "@tabler/icons-react";
import type { Person, RoomMessage } from "~/lib/contract";
import { serverNow } from "~/lib/server-clock";
import { firstName } from "~/lib/wording";
import { useTarget } from "~/ui/age-tier";
import { Clock } from "~/ui/clock";
import { Portrait } from "~/ui/portrait";
import { ReadAloud } from "~/ui/read-aloud";
import { speakable } from "~/ui/spoken-math";
import { ChildText } from "~/ui/child-text";
import classes from "./message-card.module.css";

interface MessageCardProps {
  message: RoomMessage;
  tutor: Person;
  onOk: () => void;
}

export function MessageCard({ message, tutor, onOk }: MessageCardProps) {
  const target = useTarget();
  const name = message.fromName || tutor.name;
  return (
    <div className={classes.card} role="status" aria-label={`Message from ${firstName(name)}`}>
      <header>
        <Portrait person={{ ...tutor, id: message.fromId, name }} size={34} />
        <strong>{firstName(name)},</strong>
        <Clock format={(now) => sentWords(message, now)} />
      </header>
      <p>
        <ChildText>{message.text}</ChildText>
      </p>
      <footer>
        <button type="button" onClick={onOk}>
          <IconThumbUp aria-hidden stroke={1.8} />
          OK
        </button>
        <ReadAloud text={speakable(message.text)} label="Read the message aloud" size={target} />
      </footer>
    </div>
  );
}

function sentWords(message: RoomMessage, now: number = serverNow()): string {
  const minutes = Math.floor((now - Date.parse(message.sentAt)) / 60_000);
  if (minutes < 1) return "just now";
  return minutes < 60 ? `${minutes} min ago` : "earlier";
}
