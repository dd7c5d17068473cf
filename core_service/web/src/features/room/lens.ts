/** The ways to look at a class (UI 5, Lenses), in the order of their keys. */
export const LENSES = ["work", "columns", "faces"] as const;
export type Lens = (typeof LENSES)[number];

/** The order of places; by seat, or by name where the class does not sit in one room. */
export type PlaceOrder = "seat" | "name";
