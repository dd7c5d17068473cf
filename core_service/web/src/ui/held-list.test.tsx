/**
 * Whoever points at a row, or is in it by keyboard, presses what they aimed at: what is new waits behind "2 new".
 * Rows change in place; one that another person ended stays until one is gone, one's own act takes it away at once.
 */
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { HeldList } from "./held-list";

interface Row {
  id: string;
  words: string;
}

const row = (id: string, words = id): Row => ({ id, words });
const [one, two, three] = [row("one"), row("two"), row("three")];

function List({ rows }: { rows: readonly Row[] }) {
  return (
    <HeldList rows={rows} keyOf={({ id }) => id}>
      {(shown) => (
        <ul>
          {shown.map(({ id, words }) => (
            <li key={id}>
              <button type="button">{words}</button>
            </li>
          ))}
        </ul>
      )}
    </HeldList>
  );
}

function open(...rows: Row[]) {
  const { rerender } = render(<List rows={rows} />);
  return (...fresh: Row[]) => rerender(<List rows={fresh} />);
}
const shown = () => screen.getAllByRole("listitem").map(({ textContent }) => textContent);
const enter = () => fireEvent.pointerEnter(screen.getByText("one"));
const leave = () => fireEvent.pointerLeave(screen.getByText("one"));

it("shows what is new at once where nobody is", () => {
  const bring = open(one);
  bring(two, one);
  expect(shown()).toEqual(["two", "one"]);
});

it("keeps every row in its place under a pointer, and says how many wait", () => {
  const bring = open(one);
  enter();
  bring(two, row("one", "one, claimed"), three);
  expect(shown()).toEqual(["one, claimed"]);
  fireEvent.click(screen.getByText("2 new"));
  expect(shown()).toEqual(["two", "one, claimed", "three"]);
  expect(screen.queryByText(/new/)).toBeNull();
});

it("lets go when the pointer leaves", () => {
  const bring = open(one);
  enter();
  bring(two, one);
  leave();
  expect(shown()).toEqual(["two", "one"]);
});

it("does the same under the focus, until it is outside", () => {
  const bring = open(one, two);
  fireEvent.focus(screen.getByText("one"));
  bring(three, one, two);
  fireEvent.blur(screen.getByText("one"), { relatedTarget: screen.getByText("two") });
  expect(shown()).toEqual(["one", "two"]);
  fireEvent.blur(screen.getByText("two"), { relatedTarget: document.body });
  expect(shown()).toEqual(["three", "one", "two"]);
});

it("keeps a row that another person ended, and takes away what one's own act ended", () => {
  const bring = open(one, two, three);
  enter();
  bring(one, three);
  expect(shown()).toEqual(["one", "two", "three"]);
  fireEvent.click(screen.getByText("one"));
  bring(three);
  expect(shown()).toEqual(["three"]);
});
