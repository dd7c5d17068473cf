/** Which rows a list shows while somebody is at it. Pure. */

type KeyOf<Row> = (row: Row) => string;

/** Those shown, each as it is now and in its place; one that is gone stays, unless one's own act may have ended it. */
export function heldRows<Row>(
  shown: readonly Row[],
  fresh: readonly Row[],
  keyOf: KeyOf<Row>,
  mayGo: boolean,
): Row[] {
  const now = new Map(fresh.map((row) => [keyOf(row), row]));
  return shown.flatMap((row) => now.get(keyOf(row)) ?? (mayGo ? [] : [row]));
}

export function newRows<Row>(
  shown: readonly Row[],
  fresh: readonly Row[],
  keyOf: KeyOf<Row>,
): Row[] {
  const known = new Set(shown.map(keyOf));
  return fresh.filter((row) => !known.has(keyOf(row)));
}

export function isSameList<Row>(one: readonly Row[], other: readonly Row[]): boolean {
  return one.length === other.length && one.every((row, place) => row === other[place]);
}
