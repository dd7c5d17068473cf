/** Says what was just done, with Undo for eight seconds, and keeps what failed, with Retry (UI 1). */
import { IconArrowBackUp, IconX } from "@tabler/icons-react";
import { useStore } from "zustand";
import { KeyHint } from "~/ui/key-hint";
import type { ActsLog } from "~/lib/acts-log";
import classes from "./act-bar.module.css";

interface ActBarProps {
  log: ActsLog;
  /** Where one may only be watching. */
  onStepIn?: () => void;
}

export function ActBar({ log, onStepIn }: ActBarProps) {
  const isRefused = useStore(log, (state) => state.isRefused);
  const last = useStore(log, (state) => state.last);
  const failures = useStore(log, (state) => state.failures);
  return (
    <div className={classes.place}>
      {isRefused && (
        <div className={classes.bar} role="alert">
          <span>You are watching. To do that, step in.</span>
          <button type="button" onClick={onStepIn}>
            Step in
          </button>
        </div>
      )}
      {failures.map((failure) => (
        <div key={failure.id} className={classes.bar} data-failed role="alert">
          <span>
            <strong>{failure.words}.</strong> {failure.reason}
          </span>
          <button type="button" onClick={() => void log.retry(failure.id)}>
            Retry
          </button>
          <button
            type="button"
            onClick={() => log.dismiss(failure.id)}
            aria-label={`Dismiss: ${failure.words}`}
          >
            <IconX size={16} stroke={2} aria-hidden />
          </button>
        </div>
      ))}
      <div role="status">
        {last && (
          <div key={last.id} className={classes.bar}>
            <span>{last.act.done}</span>
            {last.act.undo && (
              <button type="button" onClick={() => void log.undoLast()}>
                <IconArrowBackUp size={17} stroke={2} aria-hidden />
                Undo
                <KeyHint>U</KeyHint>
              </button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
