/** Every table: on narrow screens each row is a card that names its cells by their headers (UI 3). */
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import classes from "./data-table.module.css";

export interface DataColumn<Row> {
  label: string;
  cell: (row: Row) => ReactNode;
  /** Said more quietly than the rest. */
  isQuiet?: boolean;
  /** The one that is looked for, as today among the days of a week. */
  isMarked?: boolean;
}

interface DataTableProps<Row> {
  /** What the table is, for those who do not see it. */
  caption: string;
  /** The first names the row. */
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row, place: number) => string | number;
  /** Whether the first cell is no name by itself, so that its card needs the header too: "Week of 3 November". */
  isFirstLabelled?: boolean;
  /** Below this width of the window rows become cards. */
  cardsBelow?: number;
  /** A table that is wider than its place scrolls there; in pixels. */
  minWidth?: number;
  className?: string;
}

/** Roles are written out, since elements that are laid out as cards lose those of a table. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, isFirstLabelled = false, className = "" } = props;
  const { cardsBelow = 600, minWidth } = props;
  const isCards = useMediaQuery(`(max-width: ${cardsBelow - 0.02}px)`, undefined, {
    getInitialValueInEffect: false,
  });
  const scrolls = minWidth !== undefined && !isCards;
  return (
    <div
      className={classes.frame}
      {...(scrolls && { role: "region", tabIndex: 0, "aria-label": caption })}
    >
      <table
        role="table"
        className={`${classes.table} ${className}`}
        data-cards={isCards || undefined}
        style={scrolls ? { minWidth } : undefined}
      >
        <caption className="visually-hidden">{caption}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ label, isMarked }) => (
              <th key={label} role="columnheader" scope="col" data-marked={isMarked || undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row, place) => (
            <tr key={keyOf(row, place)} role="row">
              {columns.map((column, at) => (
                <Cell
                  key={column.label}
                  column={column}
                  row={row}
                  isName={at === 0}
                  isLabelled={isCards && (at > 0 || isFirstLabelled)}
                />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps<Row> {
  column: DataColumn<Row>;
  row: Row;
  isName: boolean;
  isLabelled: boolean;
}

/** The label is for the eye; a screen reader says the header by itself. */
function Cell<Row>({ column, row, isName, isLabelled }: CellProps<Row>) {
  const { label, cell, isQuiet, isMarked } = column;
  const Tag = isName ? "th" : "td";
  return (
    <Tag
      role={isName ? "rowheader" : "cell"}
      scope={isName ? "row" : undefined}
      data-quiet={isQuiet || undefined}
      data-marked={isMarked || undefined}
    >
      {isLabelled && (
        <span className={classes.label} aria-hidden>
          {label}
        </span>
      )}
      <div>{cell(row)}</div>
    </Tag>
  );
}
