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

export type Lists = Readonly<Record<string, readonly unknown[]>>;

/** By which name each list's rows are known. */
export type KeysOf<Shown extends Lists> = {
  readonly [Name in keyof Shown]: KeyOf<Shown[Name][number]>;
};

/** Each of several lists as `heldRows`. */
export function heldLists<Shown extends Lists>(
  shown: Shown,
  fresh: Shown,
  keysOf: KeysOf<Shown>,
  mayGo: boolean,
): Shown {
  return mapped(fresh, (name) =>
    heldRows(shown[name] ?? [], fresh[name] ?? [], keysOf[name], mayGo),
  );
}

export function newInLists<Shown extends Lists>(
  shown: Shown,
  fresh: Shown,
  keysOf: KeysOf<Shown>,
): number {
  const counts = Object.keys(fresh).map(
    (name: keyof Shown) => newRows(shown[name] ?? [], fresh[name] ?? [], keysOf[name]).length,
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

export function areSameLists(one: Lists, other: Lists): boolean {
  return Object.keys(other).every((name) => isSameList(one[name] ?? [], other[name] ?? []));
}

function mapped<Shown extends Lists>(
  lists: Shown,
  rowsOf: (name: keyof Shown) => readonly unknown[],
): Shown {
  return Object.fromEntries(Object.keys(lists).map((name) => [name, rowsOf(name)])) as Shown;
}
