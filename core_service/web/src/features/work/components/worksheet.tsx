/** A task for paper: what to do, and a word that it is done. */
import { IconCheck, IconPencil } from "@tabler/icons-react";
import type { RendererProps } from "./renderer";
import classes from "./worksheet.module.css";

export const DONE_ON_PAPER = "Done on paper";

/** One paper task among other questions. */
export function WorksheetTask({ value, onAnswer }: RendererProps) {
  const isDone = value === DONE_ON_PAPER;
  return (
    <div className={classes.task}>
      <p>
        <IconPencil aria-hidden stroke={1.6} />
        Take paper and a pencil.
      </p>
      <button
        type="button"
        className={classes.done}
        aria-pressed={isDone}
        onClick={() => onAnswer(isDone ? null : DONE_ON_PAPER)}
      >
        {isDone && <IconCheck aria-hidden stroke={2.4} />}
        Done on paper
      </button>
    </div>
  );
}
