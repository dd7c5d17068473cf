/** A list that does not move under a finger: while pointer or focus is in it, what is new waits behind "3 new" (UI 3). */
import { type FocusEvent, type ReactNode, useState } from "react";
import { heldRows, isSameList, newRows } from "./held-rows";
import classes from "./held-list.module.css";

interface HeldListProps<Row> {
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  children: (rows: readonly Row[]) => ReactNode;
}

export function HeldList<Row>({ rows, keyOf, children }: HeldListProps<Row>) {
  const [fresh, setFresh] = useState(rows);
  const [shown, setShown] = useState(rows);
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [hasActed, setActed] = useState(false);
  if (!isSameList(rows, fresh)) {
    const isHeld = (isPointed || isFocused) && shown.length > 0;
    setFresh(rows);
    setShown(isHeld ? heldRows(shown, rows, keyOf, hasActed) : rows);
    if (hasActed) {
      setActed(false);
      setFocused(false);
    }
  }
  const waiting = newRows(shown, fresh, keyOf).length;
  const letGo = (isStillHeld: boolean) => {
    if (!isStillHeld) setShown(fresh);
  };
  return (
    <div
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => {
        setPointed(false);
        letGo(isFocused);
      }}
      onFocus={() => setFocused(true)}
      onBlur={(event) => {
        if (isWithin(event)) return;
        setFocused(false);
        letGo(isPointed);
      }}
      onClickCapture={() => setActed(true)}
    >
      {children(shown)}
      {waiting > 0 && (
        <button type="button" className={classes.news} onClick={() => setShown(fresh)}>
          {waiting} new
        </button>
      )}
    </div>
  );
}

const isWithin = ({ currentTarget, relatedTarget }: FocusEvent) =>
  currentTarget.contains(relatedTarget);
