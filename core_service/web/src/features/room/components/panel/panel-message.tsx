/** Writing to one student: quick phrases by one touch, or own words. */
import { ActionIcon, TextInput } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { MessageRequestLimits } from "~/generated/limits";
import { firstName } from "~/lib/wording";
import { fieldError, FormFrame, FormProblem } from "~/ui/form";
import { useRoomDraft } from "../../room-provider";
import type { RoomStudent } from "../../state/room-types";
import type { RoomActs } from "../../room-acts";
import { useSendingWords } from "../../use-sending-words";
import classes from "./student-panel.module.css";

const PHRASES = ["Good thinking", "Try a drawing", "Coming soon"] as const;

export function PanelMessage({ student, acts }: { student: RoomStudent; acts: RoomActs }) {
  const [draft, write] = useRoomDraft("message", student.id);
  const { text } = draft;
  const { error, isSending, submit } = useSendingWords({
    text,
    send: (words, key) => acts.write(student.id, words, key),
    onSent: () => write({ ...draft, text: "" }),
  });
  const first = firstName(student.name);
  return (
    <footer className={classes.foot}>
      <div className={classes.phrases}>
        {PHRASES.map((phrase) => (
          <button key={phrase} type="button" onClick={() => void acts.tell(student.id, phrase)}>
            {phrase}
          </button>
        ))}
      </div>
      <FormFrame isSaving={isSending} error={error} onSubmit={submit}>
        <TextInput
          data-message
          aria-label={`Write to ${first}`}
          placeholder={`Write to ${first}`}
          maxLength={MessageRequestLimits.text.maxLength}
          value={text}
          onChange={(event) => write({ ...draft, text: event.currentTarget.value })}
          error={fieldError(error, "text")}
        />
        <ActionIcon type="submit" size={40} aria-label="Send" loading={isSending}>
          <IconSend size={19} stroke={1.75} />
        </ActionIcon>
        {error && <FormProblem error={error} onRetry={submit} />}
      </FormFrame>
    </footer>
  );
}
