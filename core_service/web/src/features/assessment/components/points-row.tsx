/** One row of points: buttons, never a number field, so that no scroll changes a score (UI 11, 18.19). */
import { IconMinus, IconPlus } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import { levelText, type MarkRow, pointsText } from "../marks";
import classes from "./points-row.module.css";

/** With more points than these, two steppers take the place of a button each. */
const MOST_BUTTONS = 20;

interface PointsRowProps {
  row: MarkRow;
  isActive: boolean;
  isReadOnly: boolean;
  isMissing: boolean;
  onActivate: () => void;
  onPoints: (points: number) => void;
  children?: ReactNode;
}

export function PointsRow({ row, isActive, children, ...rest }: PointsRowProps) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) element.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  const words = levelText(row) ?? row.description;
  return (
    <div
      ref={element}
      role="group"
      aria-label={`${row.name}, ${scoreWords(row)}`}
      className={classes.row}
      data-active={isActive || undefined}
      data-missing={rest.isMissing || undefined}
      data-kind={row.kind}
      onFocusCapture={rest.onActivate}
    >
      <header>
        <h3>{row.name}</h3>
        <span>
          <strong>{row.score === null ? "–" : pointsText(row.score)}</strong> of {row.max}
          {row.isGiven && <small> by itself</small>}
        </span>
      </header>
      {row.max <= MOST_BUTTONS ? <Buttons row={row} {...rest} /> : <Steppers row={row} {...rest} />}
      {rest.isMissing && <p className={classes.missing}>Has no points yet</p>}
      {(words || children) && (
        <div className={classes.foot}>
          {words && <p className={classes.level}>{words}</p>}
          {children}
        </div>
      )}
    </div>
  );
}

type ButtonsProps = Pick<PointsRowProps, "row" | "isReadOnly" | "onPoints">;

function Buttons({ row, isReadOnly, onPoints }: ButtonsProps) {
  return (
    <div className={classes.points}>
      {Array.from({ length: Math.floor(row.max) + 1 }, (_, points) => (
        <button
          key={points}
          type="button"
          aria-pressed={row.score === points}
          aria-label={`${row.name}: ${points} of ${row.max}`}
          disabled={isReadOnly}
          onClick={() => onPoints(points)}
        >
          {points}
        </button>
      ))}
    </div>
  );
}

function Steppers({ row, isReadOnly, onPoints }: ButtonsProps) {
  const score = row.score ?? 0;
  const by = (step: number) => onPoints(Math.max(0, Math.min(row.max, score + step)));
  return (
    <div className={classes.points}>
      {[-10, -1, 1, 10].map((step) => (
        <button
          key={step}
          type="button"
          aria-label={`${row.name}: ${Math.abs(step)} ${step < 0 ? "fewer" : "more"}`}
          disabled={isReadOnly}
          onClick={() => by(step)}
        >
          {step < 0 ? <IconMinus size={14} aria-hidden /> : <IconPlus size={14} aria-hidden />}
          {Math.abs(step)}
        </button>
      ))}
    </div>
  );
}

function scoreWords(row: MarkRow): string {
  return row.score === null
    ? `no points yet, up to ${row.max}`
    : `${pointsText(row.score)} of ${row.max}`;
}
