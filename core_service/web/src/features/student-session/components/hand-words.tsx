/** After the hand is up: what it is about, by a picture or in words, if one likes. */
import { IconSend, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { HelpCallRequestLimits } from "~/generated/limits";
import { useAgeTier } from "~/ui/age-tier";
import { FormFrame } from "~/ui/form";
import { HELP_PICTURES } from "~/ui/help-picture";
import { InlineProblem } from "~/ui/state-view";
import type { HandWords as Words } from "../api";
import classes from "./hand-words.module.css";

interface HandWordsProps {
  tutor: string;
  /** What was told so far. */
  message: string | null;
  picture: string | null;
  onTell: (words: Words) => Promise<void>;
  /** Told, or not wanted. */
  onClose: () => void;
}

export function HandWords({ tutor, message, picture, onTell, onClose }: HandWordsProps) {
  const isEarly = useAgeTier() === "EARLY";
  const [problem, setProblem] = useState<unknown>(null);
  const tell = async (words: Words) => {
    setProblem(null);
    try {
      await onTell(words);
      onClose();
      return true;
    } catch (error) {
      setProblem(error);
      return false;
    }
  };
  return (
    <section className={classes.words} aria-label={`Tell ${tutor} more`}>
      <header>
        <h2>What is it about?</h2>
        <button type="button" aria-label="Not now" onClick={onClose}>
          <IconX aria-hidden stroke={1.8} />
        </button>
      </header>
      <div className={classes.pictures}>
        {HELP_PICTURES.map(({ name, words, Icon }) => (
          <button
            key={name}
            type="button"
            aria-pressed={picture === name}
            onClick={() => void tell({ picture: name })}
          >
            <Icon aria-hidden stroke={1.7} />
            {words}
          </button>
        ))}
      </div>
      {!isEarly && <MessageForm said={message} onSend={(text) => tell({ message: text })} />}
      {problem !== null && <InlineProblem error={problem} />}
    </section>
  );
}

interface MessageFormProps {
  said: string | null;
  /** False when it did not arrive: the words then stay in the field. */
  onSend: (text: string) => Promise<boolean>;
}

function MessageForm({ said, onSend }: MessageFormProps) {
  const [text, setText] = useState("");
  const [isSending, setIsSending] = useState(false);
  const send = async () => {
    const words = text.trim();
    if (words === "") return;
    setIsSending(true);
    if (await onSend(words)) setText("");
    setIsSending(false);
  };
  return (
    <>
      {said && <p className={classes.said}>You wrote: {said}</p>}
      <FormFrame isSaving={isSending} error={null} onSubmit={() => void send()}>
        <input
          value={text}
          maxLength={HelpCallRequestLimits.message.maxLength}
          placeholder={said ? "Write it again" : "Or write here"}
          aria-label="What is it about, in words"
          onChange={(event) => setText(event.target.value)}
        />
        <button type="submit" aria-label="Send" aria-busy={isSending}>
          <IconSend aria-hidden stroke={1.8} />
        </button>
      </FormFrame>
    </>
  );
}
