/** Everything that an assessor enters: points, notes, feedback, the level's advice, and how the review ends. */
import { Button, Textarea } from "@mantine/core";
import { IconNote } from "@tabler/icons-react";
import { type RefObject, useState } from "react";
import { CriterionScoreLimits, ReviewRequestLimits } from "~/generated/limits";
import type { GradeLevel } from "~/lib/contract";
import { KeyHint } from "~/ui/key-hint";
import { InlineProblem } from "~/ui/state-view";
import { type MarkRow, pointsText } from "../marks";
import { PHRASES, withPhrase } from "../phrases";
import type { Marking } from "../use-marking";
import { AdviceCard } from "./advice-card";
import { PointsRow } from "./points-row";
import classes from "./rubric-pane.module.css";

interface RubricPaneProps {
  marking: Marking;
  studentName: string;
  levels: readonly GradeLevel[];
  feedbackField: RefObject<HTMLTextAreaElement | null>;
  /** The note of which row is open. */
  noteKey: string | null;
  onNote: (key: string | null) => void;
  isReturning: boolean;
  onReturning: (isReturning: boolean) => void;
}

export function RubricPane(props: RubricPaneProps) {
  const { marking, levels } = props;
  return (
    <div className={classes.pane}>
      <div className={classes.scroll} tabIndex={-1}>
        {marking.rows.map((row) => (
          <PointsRow
            key={row.key}
            row={row}
            isActive={row.key === marking.active?.key}
            isReadOnly={marking.isReadOnly}
            isMissing={marking.isComplaining && row.score === null}
            onActivate={() => marking.activate(row)}
            onPoints={(points) => marking.setPoints(row, points)}
          >
            {row.kind === "criterion" && <Note row={row} {...props} />}
          </PointsRow>
        ))}
        <Feedback {...props} />
        {marking.recommendation && (
          <AdviceCard
            recommendation={marking.recommendation}
            levels={levels}
            advice={marking.advice}
            onChange={marking.setAdvice}
            isReadOnly={marking.isReadOnly}
            problem={adviceProblem(marking)}
          />
        )}
      </div>
      <Ending {...props} />
    </div>
  );
}

function adviceProblem({ problem }: Marking): string | undefined {
  return problem?.fieldErrors.find(({ path }) => /^(advice|newLevel|decision|reason)/.test(path))
    ?.message;
}

function Note({ row, marking, noteKey, onNote }: RubricPaneProps & { row: MarkRow }) {
  if (noteKey !== row.key) {
    if (marking.isReadOnly)
      return row.comment ? <p className={classes.note}>{row.comment}</p> : null;
    return (
      <button type="button" className={classes.addNote} onClick={() => onNote(row.key)}>
        <IconNote size={16} aria-hidden />
        {row.comment || "Note"}
        {row.key === marking.active?.key && <KeyHint>C</KeyHint>}
      </button>
    );
  }
  return (
    <Textarea
      aria-label={`Note on ${row.name}`}
      placeholder="A note on this line"
      autoFocus
      autosize
      maxLength={CriterionScoreLimits.comment.maxLength}
      value={row.comment}
      onChange={(event) => marking.setComment(row, event.currentTarget.value)}
      onBlur={() => onNote(null)}
    />
  );
}

function Feedback({ marking, studentName, feedbackField }: RubricPaneProps) {
  const { feedback } = marking.entry;
  const problem = marking.problem?.fieldError("feedback");
  return (
    <div className={classes.feedback}>
      <Textarea
        ref={feedbackField}
        label={
          <span className={classes.label}>
            To {studentName} <KeyHint>F</KeyHint>
          </span>
        }
        minRows={3}
        autosize
        maxLength={ReviewRequestLimits.feedback.maxLength}
        readOnly={marking.isReadOnly}
        value={feedback}
        error={problem}
        onChange={(event) => marking.setFeedback(event.currentTarget.value)}
      />
      {!marking.isReadOnly && (
        <div className={classes.phrases} role="group" aria-label="Phrases">
          {PHRASES.map((phrase) => (
            <button
              key={phrase}
              type="button"
              onClick={() => marking.setFeedback(withPhrase(feedback, phrase))}
            >
              {phrase}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function Ending(props: RubricPaneProps) {
  const { marking, isReturning, onReturning } = props;
  const { total, problem } = marking;
  const percent = total.max === 0 ? 0 : Math.round((100 * total.score) / total.max);
  return (
    <footer className={classes.ending}>
      {marking.isComplaining && total.missing.length > 0 && (
        <p role="alert" className={classes.complaint}>
          {total.missing.length === 1
            ? `${total.missing[0]?.name} has no points yet.`
            : `${total.missing.length} lines have no points yet.`}
        </p>
      )}
      {problem && <InlineProblem error={problem} />}
      {isReturning ? (
        <Returning {...props} />
      ) : (
        <div className={classes.end}>
          <p className={classes.total} aria-live="polite">
            <strong>
              {pointsText(total.score)} of {total.max}
            </strong>
            <span>{percent}%</span>
          </p>
          {!marking.isReadOnly && (
            <>
              <Button variant="default" onClick={() => onReturning(true)}>
                Return
              </Button>
              <Button
                loading={marking.isBusy}
                onClick={marking.complete}
                rightSection={<KeyHint>Ctrl ↵</KeyHint>}
              >
                Save, next
              </Button>
            </>
          )}
        </div>
      )}
    </footer>
  );
}

/** Return says what to redo: the words go to the student with the work. */
function Returning({ marking, studentName, onReturning }: RubricPaneProps) {
  const [isAsking, setAsking] = useState(false);
  const { feedback } = marking.entry;
  const send = () => {
    if (feedback.trim() === "") setAsking(true);
    else marking.giveBack();
  };
  return (
    <div className={classes.returning} role="group" aria-label="Return the work">
      <Textarea
        label={`What should ${studentName} do again?`}
        autoFocus
        autosize
        minRows={2}
        maxLength={ReviewRequestLimits.feedback.maxLength}
        value={feedback}
        error={isAsking && feedback.trim() === "" ? "Say what to put right" : undefined}
        onChange={(event) => marking.setFeedback(event.currentTarget.value)}
      />
      <div className={classes.end}>
        <Button variant="default" onClick={() => onReturning(false)}>
          Back to marking
        </Button>
        <Button loading={marking.isBusy} onClick={send} rightSection={<KeyHint>Ctrl ⇧ ↵</KeyHint>}>
          Return to {studentName}
        </Button>
      </div>
    </div>
  );
}
