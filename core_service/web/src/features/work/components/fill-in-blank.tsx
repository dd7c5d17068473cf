/** A sentence with its gaps to type in. */
import { Fragment } from "react";
import { DraftRequestLimits } from "~/generated/limits";
import { ChildText } from "~/ui/child-text";
import { aroundBlanks, blanksAnswer, blankTexts } from "../blanks";
import classes from "./fill-in-blank.module.css";
import type { RendererProps } from "./renderer";

export function FillInBlank({ question, value, onAnswer, labelledBy }: RendererProps) {
  const around = aroundBlanks(question.question);
  const pieces = around.map((words, place) => pieceOf(words, place, around.length));
  const texts = blankTexts(value, around.length - 1);
  const fill = (place: number, text: string) =>
    onAnswer(blanksAnswer(texts.map((old, each) => (each === place ? text : old))));
  return (
    <p id={labelledBy} className={classes.sentence}>
      {pieces.map(({ words, before }, place) => (
        <Fragment key={place}>
          <ChildText>{words}</ChildText>
          {place < texts.length && (
            <span className={classes.together}>
              {before}
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
              {pieces[place + 1]?.after}
            </span>
          )}
        </Fragment>
      ))}
    </p>
  );
}

/** What touches a gap and may not be torn from it at a line's end: "c" and "t.", a bracket, a full stop. */
const BEFORE_GAP = /[\p{L}(“‘]*$/u;
const AFTER_GAP = /^[\p{L}.,;:!?’”)]*/u;

interface Piece {
  /** At the gap before these words, in the middle, and at the gap after them. */
  after: string;
  words: string;
  before: string;
}

function pieceOf(words: string, place: number, count: number): Piece {
  const after = place === 0 ? "" : (AFTER_GAP.exec(words)?.[0] ?? "");
  const rest = words.slice(after.length);
  const before = place === count - 1 ? "" : (BEFORE_GAP.exec(rest)?.[0] ?? "");
  return { after, words: rest.slice(0, rest.length - before.length), before };
}
