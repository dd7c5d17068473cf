/** A text on a child's screen: formulas in the page's own digits, fractions at full size, and words for a screen reader. */
import classes from "./child-text.module.css";
import { MathText } from "./math-text";
import { speakable } from "./spoken-math";

export function ChildText({ children }: { children: string }) {
  if (!children.includes("$")) return children;
  return (
    <>
      <span className="visually-hidden">{speakable(children)}</span>
      <span className={classes.text} aria-hidden>
        <MathText>{children.replaceAll("\\frac", "\\dfrac")}</MathText>
      </span>
    </>
  );
}
