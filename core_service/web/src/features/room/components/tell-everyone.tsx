/** One message to the whole class. */
import { Button, Modal, Textarea } from "@mantine/core";
import { useState } from "react";
import { MessageRequestLimits } from "~/generated/limits";
import { FormFrame } from "~/ui/form";
import type { RoomActs } from "../use-room-acts";

interface TellEveryoneProps {
  isOpen: boolean;
  acts: RoomActs;
  onClose: () => void;
}

export function TellEveryone({ isOpen, acts, onClose }: TellEveryoneProps) {
  const [text, setText] = useState("");
  const [isEmpty, setIsEmpty] = useState(false);
  const [isSending, setIsSending] = useState(false);
  const send = async () => {
    setIsEmpty(text.trim() === "");
    if (text.trim() === "") return;
    setIsSending(true);
    const isSent = await acts.tell(null, text.trim());
    setIsSending(false);
    if (!isSent) return;
    setText("");
    onClose();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title="Tell everyone">
      <FormFrame isSaving={isSending} error={null} onSubmit={() => void send()}>
        <Textarea
          label="Every student reads this at once"
          data-autofocus
          autosize
          minRows={3}
          maxLength={MessageRequestLimits.text.maxLength}
          value={text}
          error={isEmpty && text.trim() === "" ? "Write what everyone should read." : undefined}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Button type="submit" loading={isSending} size="md">
          Send to everyone
        </Button>
      </FormFrame>
    </Modal>
  );
}
