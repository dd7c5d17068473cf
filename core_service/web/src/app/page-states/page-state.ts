/** A page as the test of all pages' states sees it: where it is, what it is made of, and what it says. */
import { aTutor, type FakeCore } from "~/testing/fake-core";

export interface PageState {
  /** As the router knows it; a page of several parts has a row for each. */
  route: string;
  /** The address, where it is not the route. */
  at?: string;
  /** Who it is for. */
  me: typeof aTutor;
  /** Who comes here without being allowed to; undefined where everybody may. */
  stranger?: typeof aTutor;
  /** What the page, or this part of it, is made of. */
  call: string;
  /** An answer that holds nothing. */
  empty: object;
  /** How an empty page begins to say why, and what to do next. */
  says: string | RegExp;
  loading: string;
  failed: string;
  /** What is said where the thing does not exist; undefined where there is no such thing in the address. */
  missing?: string;
  /** Old words are known by something else than the line above them: a room's own connection. */
  hasOwnConnection?: true;
  /** The page's other answers. */
  beside?: FakeCore["replies"];
}

export const NOTHING = { items: [], nextCursor: null };

export const GONE = "There is nothing here";

/** Each call with an empty list. */
export const nothingAt = (...paths: string[]): FakeCore["replies"] =>
  Object.fromEntries(paths.map((path) => [`GET /api/${path}`, () => ({ body: NOTHING })]));

const person = (role: string, permissions: string[]) => ({
  ...aTutor,
  roles: [{ role, centreId: "centre-1" }],
  permissions: [{ centreId: "centre-1", permissions }],
});

const nobodyHere = person("ASSESSOR", []);

export const staffWith = (...permissions: string[]) => ({
  me: person("TEACHER", permissions),
  stranger: nobodyHere,
});

export const aParent = { me: person("PARENT", ["CHILD_VIEW"]), stranger: nobodyHere };

export const aStudent = { me: person("STUDENT", ["OWN_WORK"]), stranger: nobodyHere };

export const headOffice = { me: person("SUPER_ADMIN", ["CENTRE_MANAGE"]), stranger: nobodyHere };

export const everybody = { me: person("TEACHER", []) };
