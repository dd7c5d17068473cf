/** One of the ways to go on from a notice in the exercise's place; the one that most will want stands out. */
import type { ReactNode } from "react";
import classes from "./choice-button.module.css";

interface ChoiceButtonProps {
  isMain?: boolean;
  onClick: () => void;
  children: ReactNode;
}

export function ChoiceButton({ isMain = false, onClick, children }: ChoiceButtonProps) {
  return (
    <button
      type="button"
      className={classes.choice}
      data-main={isMain || undefined}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
