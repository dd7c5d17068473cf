/** What could not simply be saved: another adult's mark meanwhile, a refused row, a failure that will not pass. */
import type { AttendanceStatus } from "~/lib/contract";
import { ATTENDANCE_WORDS } from "~/ui/status";
import { InlineProblem } from "~/ui/state-view";
import type { SheetRow } from "../api";
import type { MarksSaver, SaverState } from "../marks-saver";
import classes from "./attendance-sheet.module.css";

interface UnsettledProps {
  saver: MarksSaver;
  state: SaverState;
  rows: readonly SheetRow[];
}

export function Unsettled({ saver, state, rows }: UnsettledProps) {
  const nameOf = (id: string) => rows.find(({ student }) => student.id === id)?.student.name ?? id;
  const { conflicts, refused, problem } = state;
  return (
    <>
      {problem && !problem.isTemporary && <InlineProblem error={problem} onRetry={saver.retry} />}
      {refused.length > 0 && (
        <div className={classes.unsettled} role="alert">
          <span>
            {refused.map(({ mark, words }) => `${nameOf(mark.studentId)} ${words}`).join("; ")}. The
            others are saved.
          </span>
          <button type="button" onClick={saver.dismissRefused}>
            OK
          </button>
        </div>
      )}
      {conflicts.map(({ mine, theirs }) => (
        <div key={mine.studentId} className={classes.unsettled} role="alert">
          <span>
            {theirs.byName} marked {nameOf(mine.studentId)} as {words(theirs.status)} while you were
            offline; you chose {words(mine.status)}.
          </span>
          <button type="button" onClick={() => saver.settle(mine.studentId, "mine")}>
            Keep mine
          </button>
          <button type="button" onClick={() => saver.settle(mine.studentId, "theirs")}>
            Take theirs
          </button>
        </div>
      ))}
    </>
  );
}

function words(status: AttendanceStatus | null): string {
  return status === null ? "not marked" : ATTENDANCE_WORDS[status].toLowerCase();
}
