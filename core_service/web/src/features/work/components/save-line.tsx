/** Says what is saved, where, and how fresh (UI 1.7). */
import { IconCloudCheck, IconCloudUp, IconDeviceTablet } from "@tabler/icons-react";
import { useAgeTier } from "~/ui/age-tier";
import { useNow } from "~/ui/use-now";
import type { DraftState } from "../draft-keeper";
import { agoWords, saveKind, thisDevice, waitingWords } from "../save-words";
import classes from "./save-line.module.css";

export function SaveLine({ draft }: { draft: DraftState }) {
  const now = useNow();
  const isEarly = useAgeTier() === "EARLY";
  const kind = saveKind(draft, now);
  switch (kind) {
    case "untouched":
      return (
        <p className={classes.line} data-kind={kind}>
          {!isEarly && "Answers save by themselves"}
        </p>
      );
    case "saved":
      return (
        <p className={classes.line} data-kind={kind}>
          <IconCloudCheck aria-hidden stroke={1.8} />
          {isEarly ? "Saved" : `Saved ${agoWords(now - (draft.savedAt ?? now))}`}
        </p>
      );
    case "saving":
      return (
        <p className={classes.line} data-kind={kind}>
          <IconCloudUp aria-hidden stroke={1.8} />
          Saving
        </p>
      );
    case "kept":
      return (
        <p className={classes.line} data-kind={kind} role="status">
          <IconDeviceTablet aria-hidden stroke={1.8} />
          <span>
            Kept on this {thisDevice()}, {waitingWords(draft.waitingCount)}
          </span>
        </p>
      );
  }
}
