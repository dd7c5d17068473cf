/**
 * A table on a phone: who reads it sees a card for each row with the header beside each value and scrolls only down;
 * who hears it is told of rows and headers as before. On wide screens it is an ordinary table.
 */
import { screen, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { renderPage } from "~/testing/render-page";
import { setWindowWidth } from "~/testing/window-width";
import { DataTable } from "./data-table";

afterEach(() => vi.restoreAllMocks());

const ROWS = [
  { name: "Helen Marsh", hands: 12 },
  { name: "Ravi Shah", hands: 3 },
];

function show(more: { isFirstLabelled?: boolean; cardsBelow?: number; minWidth?: number } = {}) {
  renderPage(
    <DataTable
      caption="Hands by tutor"
      columns={[
        { label: "Tutor", cell: ({ name }: (typeof ROWS)[number]) => name },
        { label: "Hands", cell: ({ hands }) => hands },
      ]}
      rows={ROWS}
      keyOf={({ name }) => name}
      {...more}
    />,
  );
  return screen.getByRole("table", { name: "Hands by tutor" });
}

it("labels each value on a phone, but not the name of the row", () => {
  setWindowWidth(599);
  const table = show();
  const row = within(table).getByRole("row", { name: /Helen/ });
  expect(within(row).getByRole("cell")).toHaveTextContent(/^Hands12$/);
  expect(within(row).getByRole("rowheader")).toHaveTextContent(/^Helen Marsh$/);
});

it("labels the first value too where it is no name by itself", () => {
  setWindowWidth(360);
  const table = show({ isFirstLabelled: true });
  expect(within(table).getAllByRole("rowheader")[0]).toHaveTextContent(/^TutorHelen Marsh$/);
});

it("keeps rows, headers and names for screen readers, without saying a label twice", () => {
  setWindowWidth(360);
  const table = show();
  expect(within(table).getAllByRole("columnheader")).toHaveLength(2);
  expect(within(table).getAllByRole("row")).toHaveLength(3);
  expect(within(table).getByRole("cell", { name: "12" })).toBeInTheDocument();
});

it("is a plain table from 600 pixels on", () => {
  setWindowWidth(600);
  expect(within(show()).getByRole("cell", { name: "12" })).toHaveTextContent(/^12$/);
});

it("lets a wide table scroll by keyboard in its own place, and makes cards of it sooner", () => {
  setWindowWidth(1000);
  show({ minWidth: 1200, cardsBelow: 900 });
  expect(screen.getByRole("region", { name: "Hands by tutor" })).toHaveAttribute("tabindex", "0");
});

it("leaves nothing to scroll sideways where the wide table is cards", () => {
  setWindowWidth(899);
  const table = show({ minWidth: 1200, cardsBelow: 900 });
  expect(screen.queryByRole("region")).toBeNull();
  expect(table).not.toHaveStyle({ minWidth: "1200px" });
});
