/** A task for paper: what to do, and a word that it is done. */
import { IconCheck, IconPencil } from "@tabler/icons-react";
import { useAgeTier } from "~/ui/age-tier";
import type { RendererProps } from "./renderer";
import { Speaker } from "./speaker";
import classes from "./worksheet.module.css";

const DONE_ON_PAPER = "Done on paper";
const TAKE_PAPER = "Take paper and a pencil.";

/** One paper task among other questions. */
export function WorksheetTask({ value, onAnswer }: RendererProps) {
  const isDone = value === DONE_ON_PAPER;
  const isEarly = useAgeTier() === "EARLY";
  return (
    <div className={classes.task}>
      <p>
        <IconPencil aria-hidden stroke={1.6} />
        {TAKE_PAPER}
        {isEarly && <Speaker text={TAKE_PAPER} what="what to take" />}
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
