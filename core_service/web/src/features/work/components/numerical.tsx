/** A number, by the pad or the keyboard; fractions show one above the other as on paper. */
import { useRef } from "react";
import { ChildText } from "~/ui/child-text";
import { fractionText, numberText, type PadKey, pressKey } from "../number-entry";
import { isEquation } from "../prompts";
import { NumberPad } from "./number-pad";
import classes from "./numerical.module.css";
import type { RendererProps } from "./renderer";

export function Numerical({ question, value, onAnswer, labelledBy }: RendererProps) {
  const field = useRef<HTMLInputElement>(null);
  const text = value === undefined || value === null ? "" : String(value);
  const press = (key: PadKey) => {
    onAnswer(pressKey(text, key));
    field.current?.focus();
  };
  return (
    <div className={classes.numerical}>
      <div className={classes.answer}>
        {isEquation(question) && (
          <h2 id={labelledBy} className={classes.equation}>
            <ChildText>{question.question}</ChildText>
          </h2>
        )}
        <span className={classes.entry} data-fraction={fractionText(text) !== null}>
          <input
            ref={field}
            className={classes.field}
            value={text}
            style={{ width: `${Math.max(5, text.length + 2)}ch` }}
            inputMode="none"
            autoComplete="off"
            enterKeyHint="next"
            aria-labelledby={labelledBy}
            onChange={(event) => onAnswer(numberText(event.target.value))}
          />
          <Fraction text={text} />
        </span>
        {question.unit && <span className={classes.unit}>{question.unit}</span>}
      </div>
      <NumberPad onPress={press} />
    </div>
  );
}

/** Drawn over the field, which keeps the text, the focus and its name. */
function Fraction({ text }: { text: string }) {
  const fraction = fractionText(text);
  if (fraction === null) return null;
  return (
    <span className={classes.fraction} aria-hidden>
      {fraction.whole && <span>{fraction.whole}</span>}
      <span className={classes.stack}>
        <span>{fraction.numerator}</span>
        <span data-writing>{fraction.denominator}</span>
      </span>
    </span>
  );
}
