/** After the hand is up: what it is about, by a picture or in words, if one likes. */
import { HelpCallRequestLimits } from "~/generated/limits";
import { useOnceAct } from "~/lib/use-once-act";
import { useAgeTier } from "~/ui/age-tier";
import { FormProblem } from "~/ui/form";
import { HELP_PICTURES } from "~/ui/help-picture";
import { ReadToYoungest } from "~/ui/read-to-youngest";
import type { HandWords as Words } from "../api";
import classes from "./hand-words.module.css";
import { SidePanel } from "./side-panel";
import { WordsForm } from "./words-form";

interface HandWordsProps {
  tutor: string;
  /** What was told so far. */
  message: string | null;
  picture: string | null;
  onTell: (words: Words, key: string) => Promise<void>;
  /** Told, or not wanted. */
  onClose: () => void;
}

export function HandWords({ tutor, message, picture, onTell, onClose }: HandWordsProps) {
  const isEarly = useAgeTier() === "EARLY";
  const tell = async (words: Words, key: string) => {
    await onTell(words, key);
    onClose();
  };
  const show = useOnceAct(tell, null);
  return (
    <SidePanel
      label={`Tell ${tutor} more`}
      title="What is it about?"
      closeLabel="Not now"
      onClose={onClose}
      isOfHand
      className={classes.words}
    >
      <ul className={classes.pictures}>
        {HELP_PICTURES.map(({ name, words, Icon }) => (
          <li key={name}>
            <button
              type="button"
              className={classes.picture}
              aria-pressed={picture === name}
              onClick={() => show.mutate({ picture: name })}
            >
              <Icon aria-hidden stroke={1.7} />
              {words}
            </button>
            <ReadToYoungest text={words} label={`Read aloud: ${words}`} />
          </li>
        ))}
      </ul>
      {show.error && <FormProblem error={show.error} onRetry={() => show.mutate(show.variables)} />}
      {!isEarly && message && <p className={classes.said}>You wrote: {message}</p>}
      {!isEarly && (
        <WordsForm
          label="What is it about, in words"
          placeholder={message ? "Write it again" : "Or write here"}
          maxLength={HelpCallRequestLimits.message.maxLength}
          field="message"
          onSend={(message, key) => tell({ message }, key)}
        />
      )}
    </SidePanel>
  );
}
