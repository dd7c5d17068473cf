/** Whoever pastes more than a field holds is told that its end is missing: the browser cuts it off without a word. */
import { type ClipboardEvent, type FormEvent, useState } from "react";

interface CutPaste {
  /** How many letters the field holds that cut the newest paste off; null where nothing was. */
  heldLetters: number | null;
  onPaste: (event: ClipboardEvent) => void;
  /** What is typed afterwards was seen by its author. */
  onInput: (event: FormEvent) => void;
}

export function useCutPaste(): CutPaste {
  const [heldLetters, setHeldLetters] = useState<number | null>(null);
  return {
    heldLetters,
    onPaste: ({ target, clipboardData }) => {
      if (!(target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement)) return;
      const { value, maxLength, selectionStart, selectionEnd } = target;
      const replaced = (selectionEnd ?? 0) - (selectionStart ?? 0);
      const wanted = value.length - replaced + clipboardData.getData("text").length;
      setHeldLetters(maxLength > 0 && wanted > maxLength ? maxLength : null);
    },
    onInput: ({ nativeEvent }) => {
      if ((nativeEvent as InputEvent).inputType !== "insertFromPaste") setHeldLetters(null);
    },
  };
}
