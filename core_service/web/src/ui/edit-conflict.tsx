/** Somebody else has changed what is being edited: both versions, "keep mine" or "take theirs" (UI 3). */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./edit-conflict.module.css";

interface EditConflictProps {
  /** What is edited, as "this rubric". */
  what: string;
  mine: ReactNode;
  theirs: ReactNode;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}

export function EditConflict({ what, mine, theirs, onKeepMine, onTakeTheirs }: EditConflictProps) {
  return (
    <div className={classes.conflict} role="alert">
      <p>
        <strong>Somebody else has changed {what} meanwhile.</strong> Nothing of yours is lost.
      </p>
      <div className={classes.versions}>
        <section aria-label="Your version">
          <h3>Yours</h3>
          <div>{mine}</div>
          <Button onClick={onKeepMine}>Keep mine</Button>
        </section>
        <section aria-label="Their version">
          <h3>Theirs</h3>
          <div>{theirs}</div>
          <Button variant="default" onClick={onTakeTheirs}>
            Take theirs
          </Button>
        </section>
      </div>
    </div>
  );
}
