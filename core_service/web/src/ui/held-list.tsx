/** Lists that do not move under a finger: while pointer or focus is in them, what is new waits behind "3 new" (UI 3). */
import { type FocusEvent, type ReactNode, useState } from "react";
import { areSameLists, heldLists, type KeysOf, type Lists, newInLists } from "./held-rows";
import classes from "./held-list.module.css";

interface HeldListsProps<Shown extends Lists> {
  /** Lists that stand above one another, so that each would push those below it. */
  lists: Shown;
  keysOf: KeysOf<Shown>;
  /** What they are of, as the filter or what is open: when that is another, they are shown at once. */
  of?: string;
  className?: string;
  children: (shown: Shown) => ReactNode;
}

export function HeldLists<Shown extends Lists>(props: HeldListsProps<Shown>) {
  const { lists, keysOf, of = "", className, children } = props;
  const [fresh, setFresh] = useState(lists);
  const [shown, setShown] = useState(lists);
  const [shownOf, setShownOf] = useState(of);
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const [hasActed, setActed] = useState(false);
  const isEmpty = Object.values(shown).every((rows) => rows.length === 0);
  if (!areSameLists(lists, fresh) || of !== shownOf) {
    const isHeld = (isPointed || isFocused) && !isEmpty && of === shownOf;
    setFresh(lists);
    setShown(isHeld ? heldLists(shown, lists, keysOf, hasActed) : lists);
    setShownOf(of);
    if (hasActed) {
      setActed(false);
      setFocused(false);
    }
  }
  const waiting = newInLists(shown, fresh, keysOf);
  const letGo = (isStillHeld: boolean) => {
    if (!isStillHeld) setShown(fresh);
  };
  return (
    <div
      className={className}
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

interface HeldListProps<Row> {
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  of?: string;
  children: (rows: readonly Row[]) => ReactNode;
}

/** One list. */
export function HeldList<Row>({ rows, keyOf, of, children }: HeldListProps<Row>) {
  return (
    <HeldLists lists={{ rows }} keysOf={{ rows: keyOf }} of={of}>
      {(shown) => children(shown.rows)}
    </HeldLists>
  );
}

const isWithin = ({ currentTarget, relatedTarget }: FocusEvent) =>
  currentTarget.contains(relatedTarget);
