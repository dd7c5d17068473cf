/** One message to the whole class. */
import { Button, Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import { MessageRequestLimits } from "~/generated/limits";
import { fieldError, FormFrame, FormProblem } from "~/ui/form";
import type { RoomActs } from "../room-acts";
import { useSendingWords } from "../use-sending-words";

interface TellEveryoneProps {
  isOpen: boolean;
  acts: RoomActs;
  onClose: () => void;
}

export function TellEveryone({ isOpen, acts, onClose }: TellEveryoneProps) {
  const [text, setText] = useState("");
  const [isTried, setTried] = useState(false);
  const { error, isSending, isEmpty, submit } = useSendingWords({
    text,
    send: (words, key) => acts.write(null, words, key),
    onSent: () => {
      setText("");
      setTried(false);
      onClose();
    },
  });
  const send = () => {
    setTried(true);
    submit();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title="Tell everyone">
      <FormFrame isSaving={isSending} error={error} onSubmit={send}>
        <Textarea
          label="Every student reads this at once"
          data-autofocus
          autosize
          minRows={3}
          maxLength={MessageRequestLimits.text.maxLength}
          value={text}
          error={
            isTried && isEmpty ? "Write what everyone should read." : fieldError(error, "text")
          }
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {error && <FormProblem error={error} onRetry={send} />}
        <Button type="submit" loading={isSending} size="md">
          Send to everyone
        </Button>
      </FormFrame>
    </Modal>
  );
}
