/** An answer in one's own words, short or long, that a person will read. */
import { DraftRequestLimits } from "~/generated/limits";
import { counted } from "~/lib/wording";
import { wordCount } from "../answers";
import type { RendererProps } from "./renderer";
import classes from "./written-answer.module.css";

export function WrittenAnswer({ question, value, onAnswer, labelledBy }: RendererProps) {
  const text = typeof value === "string" ? value : "";
  const words = wordCount(text);
  return (
    <div className={classes.written}>
      <textarea
        className={classes.field}
        data-long={question.type === "LONG_ANSWER"}
        value={text}
        maxLength={DraftRequestLimits.answers.longestText}
        aria-labelledby={labelledBy}
        placeholder="Write here"
        onChange={(event) => onAnswer(event.target.value)}
      />
      <p className={classes.count}>{counted(words, "word")}</p>
    </div>
  );
}
