/** One line of words to the tutor: they stay in the field, with what went wrong, until they have arrived. */
import { IconSend } from "@tabler/icons-react";
import { useId, useState } from "react";
import { useOnceAct } from "~/lib/use-once-act";
import { fieldError, FormFrame, FormProblem } from "~/ui/form";
import classes from "./words-form.module.css";

interface WordsFormProps {
  label: string;
  placeholder: string;
  maxLength: number;
  /** What the core calls the words. */
  field: string;
  onSend: (text: string, key: string) => Promise<unknown>;
}

export function WordsForm({ label, placeholder, maxLength, field, onSend }: WordsFormProps) {
  const [text, setText] = useState("");
  const errorId = `${useId()}-error`;
  const sending = useOnceAct(async (words: string, key) => {
    await onSend(words, key);
    setText("");
  }, null);
  const { error, isPending } = sending;
  const wrong = fieldError(error, field);
  const send = () => {
    if (text.trim() !== "") sending.mutate(text.trim());
  };
  return (
    <FormFrame className={classes.form} isSaving={isPending} error={error} onSubmit={send}>
      <input
        value={text}
        maxLength={maxLength}
        placeholder={placeholder}
        aria-label={label}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong && errorId}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" aria-label="Send" aria-busy={isPending}>
        <IconSend aria-hidden stroke={1.8} />
      </button>
      {wrong && (
        <p id={errorId} className={classes.wrong}>
          {wrong}
        </p>
      )}
      {error && <FormProblem error={error} onRetry={send} />}
    </FormFrame>
  );
}
