/**
 * Whoever points at a row, or is in it by keyboard, presses what they aimed at: what is new waits behind "2 new".
 * Rows change in place; one that another person ended stays until one is gone, one's own act takes it away at once.
 */
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { HeldList, HeldLists } from "./held-list";

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

it("shows at once what is of another filter, also under a pointer", () => {
  const list = (rows: readonly Row[], of: string) => (
    <HeldList rows={rows} keyOf={({ id }) => id} of={of}>
      {(held) => held.map(({ id }) => <p key={id}>{id}</p>)}
    </HeldList>
  );
  const { rerender } = render(list([one], "maths"));
  enter();
  rerender(list([two], "english"));
  expect(screen.queryByText("one")).toBeNull();
  expect(screen.getByText("two")).toBeVisible();
});

it("holds lists together that stand above one another, and says the sum of what is new", () => {
  const keyOf = ({ id }: Row) => id;
  const lists = (hands: readonly Row[], lessons: readonly Row[]) => (
    <HeldLists lists={{ hands, lessons }} keysOf={{ hands: keyOf, lessons: keyOf }}>
      {(held) => [...held.hands, ...held.lessons].map(({ id }) => <p key={id}>{id}</p>)}
    </HeldLists>
  );
  const { rerender } = render(lists([], [one]));
  enter();
  rerender(lists([two], [three, one]));
  expect(screen.queryByText("two")).toBeNull();
  fireEvent.click(screen.getByText("2 new"));
  expect(screen.getAllByText(/one|two|three/).map(({ textContent }) => textContent)).toEqual([
    "two",
    "three",
    "one",
  ]);
});
