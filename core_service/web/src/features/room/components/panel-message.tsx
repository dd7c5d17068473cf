/** Writing to one student: quick phrases by one touch, or own words. */
import { ActionIcon, TextInput } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useState } from "react";
import { MessageRequestLimits } from "~/generated/limits";
import { FormFrame } from "~/ui/form";
import { useRoomDraft } from "../room-provider";
import type { RoomStudent } from "../room-types";
import type { RoomActs } from "../use-room-acts";
import classes from "./student-panel.module.css";

const PHRASES = ["Good thinking", "Try a drawing", "Coming soon"] as const;

export function PanelMessage({ student, acts }: { student: RoomStudent; acts: RoomActs }) {
  const [draft, write] = useRoomDraft("message", student.id);
  const { text } = draft;
  const [isSending, setIsSending] = useState(false);
  const send = async () => {
    const words = text.trim();
    if (words === "") return;
    setIsSending(true);
    if (await acts.tell(student.id, words)) write({ ...draft, text: "" });
    setIsSending(false);
  };
  const first = student.name.split(" ")[0];
  return (
    <footer className={classes.foot}>
      <div className={classes.phrases}>
        {PHRASES.map((phrase) => (
          <button key={phrase} type="button" onClick={() => void acts.tell(student.id, phrase)}>
            {phrase}
          </button>
        ))}
      </div>
      <FormFrame isSaving={isSending} error={null} onSubmit={() => void send()}>
        <TextInput
          data-message
          aria-label={`Write to ${first}`}
          placeholder={`Write to ${first}`}
          maxLength={MessageRequestLimits.text.maxLength}
          value={text}
          onChange={(event) => write({ ...draft, text: event.currentTarget.value })}
        />
        <ActionIcon type="submit" size={40} aria-label="Send" loading={isSending}>
          <IconSend size={19} stroke={1.75} />
        </ActionIcon>
      </FormFrame>
    </footer>
  );
}
