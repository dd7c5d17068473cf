/** A sentence with its gaps to type in. */
import { Fragment } from "react";
import { DraftRequestLimits } from "~/generated/limits";
import { ChildText } from "~/ui/child-text";
import { aroundBlanks, blanksAnswer, blankTexts } from "../blanks";
import classes from "./fill-in-blank.module.css";
import type { RendererProps } from "./renderer";

export function FillInBlank({ question, value, onAnswer, labelledBy }: RendererProps) {
  const around = aroundBlanks(question.question);
  const texts = blankTexts(value, around.length - 1);
  const fill = (place: number, text: string) =>
    onAnswer(blanksAnswer(texts.map((old, each) => (each === place ? text : old))));
  return (
    <p id={labelledBy} className={classes.sentence}>
      {around.map((words, place) => (
        <Fragment key={place}>
          <ChildText>{place === 0 ? words : words.slice(signsBefore(words).length)}</ChildText>
          {place < texts.length && (
            <span className={classes.together}>
              <input
                className={classes.blank}
                style={{ width: `${Math.max(3, (texts[place] ?? "").length) + 2}ch` }}
                value={texts[place]}
                maxLength={DraftRequestLimits.answers.longestShortText}
                aria-label={texts.length === 1 ? "The gap" : `Gap ${place + 1} of ${texts.length}`}
                autoComplete="off"
                autoCapitalize="off"
                autoCorrect="off"
                spellCheck={false}
                enterKeyHint="next"
                onChange={(event) => fill(place, event.target.value)}
              />
              {signsBefore(around[place + 1] ?? "")}
            </span>
          )}
        </Fragment>
      ))}
    </p>
  );
}

/** The full stop or comma after a gap, which no line may begin with. */
function signsBefore(words: string): string {
  return /^[.,;:!?’”)]*/.exec(words)?.[0] ?? "";
}
