/** One message to the whole class. */
import { Button, Modal, Textarea } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { MessageRequestLimits } from "~/generated/limits";
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
  const send = async (event: FormEvent) => {
    event.preventDefault();
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
      <form onSubmit={(event) => void send(event)} style={{ display: "grid", gap: 16 }}>
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
      </form>
    </Modal>
  );
}
