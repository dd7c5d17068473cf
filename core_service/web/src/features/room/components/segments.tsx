/** Progress through an exercise: a segment per question, a bar where there are too many. */
import classes from "./segments.module.css";

const MOST_SEGMENTS = 12;

interface SegmentsProps {
  answered: number;
  of: number;
  /** The open question, drawn lighter. */
  current: number | null;
}

export function Segments({ answered, of, current }: SegmentsProps) {
  return (
    <div
      className={classes.row}
      data-empty={of === 0 || undefined}
      role="img"
      aria-label={of > 0 ? `${answered} of ${of} questions answered` : "No questions yet"}
    >
      <span className={classes.segments} aria-hidden>
        {of > MOST_SEGMENTS ? (
          <span className={classes.bar}>
            <span style={{ width: `${(100 * answered) / of}%` }} />
          </span>
        ) : (
          Array.from({ length: Math.max(of, 1) }, (_, index) => (
            <span key={index} data-kind={kindOf(index, answered, of, current)} />
          ))
        )}
      </span>
      <span className={classes.count} aria-hidden>
        {answered}/{of}
      </span>
    </div>
  );
}

function kindOf(index: number, answered: number, of: number, current: number | null) {
  if (of === 0) return "open";
  if (index < answered) return "done";
  return current !== null && index === answered ? "current" : "open";
}
