/** The one next act of a student's screen, large, with a quieter twin. */
import type { ButtonHTMLAttributes } from "react";
import classes from "./big-button.module.css";

interface BigButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  isQuiet?: boolean;
}

export function BigButton({ isQuiet = false, ...button }: BigButtonProps) {
  return <button type="button" {...button} className={classes.button} data-quiet={isQuiet} />;
}
