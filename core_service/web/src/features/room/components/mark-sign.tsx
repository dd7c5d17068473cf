/** The sign of a mark that only adults see. */
import { IconCheck, IconEyeCheck, IconX } from "@tabler/icons-react";
import { type Mark, MARK_WORDS } from "../draft-marks";
import classes from "./mark-sign.module.css";

export function MarkSign({ mark, size = 15 }: { mark: Mark | null; size?: number }) {
  if (mark === null) return null;
  const Icon = mark === "right" ? IconCheck : mark === "not-yet" ? IconX : IconEyeCheck;
  return (
    <span className={classes.mark} data-mark={mark}>
      <Icon size={size} stroke={2} aria-hidden />
      <span className="visually-hidden">{MARK_WORDS[mark]}</span>
    </span>
  );
}
