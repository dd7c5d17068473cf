/** A key's name on a button, for those who use the keyboard. */
import classes from "./key-hint.module.css";

export function KeyHint({ children }: { children: string }) {
  return (
    <kbd className={classes.key} aria-hidden>
      {children}
    </kbd>
  );
}
