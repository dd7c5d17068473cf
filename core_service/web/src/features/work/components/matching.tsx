/** Pairs by touching one thing, then its partner; lines and numbers show what belongs together. */
import { useState } from "react";
import { useAgeTier } from "~/ui/age-tier";
import { ChildText } from "~/ui/child-text";
import { type Held, pairNumber, pairsOf, type Side, touch } from "../matching";
import classes from "./matching.module.css";
import { asOption, type RendererProps } from "./renderer";
import { Speaker } from "./speaker";

/** What one does; for the youngest it is said with the question. */
export const HOW_TO_MATCH = "Touch one thing, then its partner.";

export function Matching({ question, value, onAnswer, labelledBy }: RendererProps) {
  const isEarly = useAgeTier() === "EARLY";
  const [held, setHeld] = useState<Held | null>(null);
  const lefts = question.left ?? [];
  const options = (question.options ?? []).map(asOption);
  const pairs = pairsOf(value);

  const onTouch = (side: Side, text: string) => {
    const after = touch({ pairs, held }, side, text);
    setHeld(after.held);
    if (JSON.stringify(after.pairs) !== JSON.stringify(pairs)) onAnswer({ ...after.pairs });
  };
  const thing = (side: Side, text: string, speech?: string) => (
    <Thing
      key={text}
      side={side}
      text={text}
      speech={speech}
      number={pairNumber(lefts, pairs, side, text)}
      isHeld={held?.side === side && held.text === text}
      isWaitedFor={held !== null && held.side !== side}
      onTouch={() => onTouch(side, text)}
    />
  );
  return (
    <div role="group" aria-labelledby={labelledBy} className={classes.matching}>
      <div className={classes.side}>{lefts.map((text) => thing("left", text))}</div>
      <Lines lefts={lefts} options={options.map(({ text }) => text)} pairs={pairs} />
      <div className={classes.side}>
        {options.map(({ text, speech }) => thing("right", text, speech))}
      </div>
      <p className={isEarly ? "visually-hidden" : classes.hint} aria-live="polite">
        {held ? "Now touch its partner." : HOW_TO_MATCH}
      </p>
    </div>
  );
}

interface ThingProps {
  side: Side;
  text: string;
  speech?: string;
  number: number | null;
  isHeld: boolean;
  isWaitedFor: boolean;
  onTouch: () => void;
}

function Thing({ side, text, speech, number, isHeld, isWaitedFor, onTouch }: ThingProps) {
  const isEarly = useAgeTier() === "EARLY";
  return (
    <div className={classes.thing} data-side={side}>
      <button
        type="button"
        aria-pressed={isHeld}
        data-paired={number !== null}
        data-waited-for={isWaitedFor}
        onClick={onTouch}
      >
        <span>
          <ChildText>{text}</ChildText>
        </span>
        {number !== null && (
          <>
            <span className="visually-hidden">{`, pair ${number}`}</span>
            <span className={classes.chip} aria-hidden>
              {number}
            </span>
          </>
        )}
      </button>
      {isEarly && <Speaker text={speech ?? text} what={text} />}
    </div>
  );
}

interface LinesProps {
  lefts: readonly string[];
  options: readonly string[];
  pairs: Readonly<Record<string, string>>;
}

/** Both columns have rows of equal height, so each thing's middle is known without measuring. */
function Lines({ lefts, options, pairs }: LinesProps) {
  const middle = (place: number, count: number) => (100 * (place + 0.5)) / count;
  return (
    <div className={classes.lines} aria-hidden>
      <svg viewBox="0 0 100 100" preserveAspectRatio="none">
        {lefts.map((left, place) => {
          const option = options.indexOf(pairs[left] ?? "");
          if (option < 0) return null;
          const from = middle(place, lefts.length);
          const to = middle(option, options.length);
          return (
            <path
              key={left}
              d={`M0 ${from}C50 ${from} 50 ${to} 100 ${to}`}
              vectorEffect="non-scaling-stroke"
            />
          );
        })}
      </svg>
    </div>
  );
}
