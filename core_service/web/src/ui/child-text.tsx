/** A text on a child's screen: formulas in the page's own digits, fractions at full size. */
import classes from "./child-text.module.css";
import { MathText } from "./math-text";

export function ChildText({ children }: { children: string }) {
  if (!children.includes("$")) return children;
  return (
    <span className={classes.text}>
      <MathText>{children.replaceAll("\\frac", "\\dfrac")}</MathText>
    </span>
  );
}
