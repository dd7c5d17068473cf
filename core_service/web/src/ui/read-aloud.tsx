/** A speaker button that reads a text with the browser's own voice; absent where there is none. */
import { ActionIcon } from "@mantine/core";
import { IconPlayerStop, IconVolume } from "@tabler/icons-react";
import { useEffect, useState } from "react";

interface ReadAloudProps {
  /** What is spoken; an exercise's `speech` where it has one, else the text itself. */
  text: string;
  label?: string;
  size?: number;
}

export function ReadAloud({ text, label = "Read aloud", size = 44 }: ReadAloudProps) {
  const [isSpeaking, setIsSpeaking] = useState(false);
  useEffect(() => () => globalThis.speechSynthesis?.cancel(), [text]);
  if (!("speechSynthesis" in globalThis)) return null;

  const toggle = () => {
    speechSynthesis.cancel();
    if (isSpeaking) {
      setIsSpeaking(false);
      return;
    }
    const utterance = new SpeechSynthesisUtterance(text);
    utterance.lang = "en-GB";
    utterance.rate = 0.9;
    utterance.onend = () => setIsSpeaking(false);
    utterance.onerror = () => setIsSpeaking(false);
    setIsSpeaking(true);
    speechSynthesis.speak(utterance);
  };
  return (
    <ActionIcon
      variant="default"
      size={size}
      radius="md"
      onClick={toggle}
      aria-label={isSpeaking ? "Stop reading" : label}
      aria-pressed={isSpeaking}
    >
      {isSpeaking ? <IconPlayerStop size={size / 2} /> : <IconVolume size={size / 2} />}
    </ActionIcon>
  );
}
