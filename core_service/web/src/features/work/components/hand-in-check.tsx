/** The look before handing in: what is still open, and the one button that hands in. */
import { IconCircleCheck, IconSend } from "@tabler/icons-react";
import { useAgeTier } from "~/ui/age-tier";
import { InlineProblem } from "~/ui/state-view";
import type { Gap } from "../answers";
import classes from "./hand-in-check.module.css";
import { Speaker } from "./speaker";

interface HandInCheckProps {
  gaps: readonly Gap[];
  questionCount: number;
  /** Nobody has to type on paper's behalf: all of it may be open. */
  isPaper: boolean;
  onGo: (place: number) => void;
  onHandIn: () => void;
  isHandingIn: boolean;
  problem: unknown;
}

export function HandInCheck(props: HandInCheckProps) {
  const { gaps, questionCount, isPaper, onGo, onHandIn, isHandingIn, problem } = props;
  const isEarly = useAgeTier() === "EARLY";
  const words = isPaper ? "Is all of it on paper?" : headline(gaps.length, questionCount);
  return (
    <div className={classes.check}>
      <div className={classes.headline}>
        {isEarly && <Speaker text={words} what="this" kind="prompt" />}
        <h2>{words}</h2>
      </div>
      {gaps.length === 0 && <IconCircleCheck className={classes.done} aria-hidden stroke={1.4} />}
      {gaps.length > 0 && !isPaper && (
        <ul className={classes.gaps}>
          {gaps.map(({ questionIndex, isPartial }) => (
            <li key={questionIndex}>
              <button type="button" onClick={() => onGo(questionIndex)}>
                <strong>{isEarly ? questionIndex + 1 : `Question ${questionIndex + 1}`}</strong>{" "}
                {!isEarly && <span>{isPartial ? "A part is missing" : "No answer yet"}</span>}
              </button>
            </li>
          ))}
        </ul>
      )}
      {problem !== null && problem !== undefined && (
        <InlineProblem error={problem} onRetry={onHandIn} />
      )}
      <button
        type="button"
        className={classes.handIn}
        data-careful={gaps.length > 0 && !isPaper}
        aria-busy={isHandingIn}
        onClick={onHandIn}
      >
        <IconSend aria-hidden stroke={1.8} />
        {isHandingIn ? "Handing in" : isPaper ? "Done on paper" : "Hand in"}
      </button>
    </div>
  );
}

function headline(gapCount: number, questionCount: number): string {
  if (gapCount === 0) return "All done. Ready to hand in?";
  if (gapCount === questionCount) return "Nothing is answered yet.";
  return gapCount === 1 ? "One question is still open." : `${gapCount} questions are still open.`;
}
