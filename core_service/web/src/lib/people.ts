/** People of a centre by name, to choose from. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./api";

export type PersonKind = "STUDENT" | "TEACHER" | "PARENT" | "ANYBODY";

export interface ListedPerson {
  id: string;
  name: string;
  avatarUrl: string | null;
  schoolGrade: number | null;
}

const MOST = 50;

/** Up to fifty active people of one kind, of one centre where named, whose name holds the words. */
export const peopleQuery = (kind: PersonKind, centreId: string | null, words: string) =>
  queryOptions({
    queryKey: ["people", kind, centreId, words],
    queryFn: ({ signal }) =>
      kind === "STUDENT"
        ? students(centreId, words, signal)
        : members(kind, centreId, words, signal),
    placeholderData: keepPreviousData,
  });

async function students(
  centreId: string | null,
  words: string,
  signal: AbortSignal,
): Promise<ListedPerson[]> {
  const query = {
    limit: MOST,
    isActive: true,
    ...inCentre(centreId),
    ...(words && { search: words }),
  };
  const { items } = await unwrap(api.GET("/students", { params: { query }, signal }));
  return items;
}

async function members(
  kind: Exclude<PersonKind, "STUDENT">,
  centreId: string | null,
  words: string,
  signal: AbortSignal,
): Promise<ListedPerson[]> {
  const query = {
    ...(kind !== "ANYBODY" && { role: kind }),
    limit: MOST,
    isActive: true,
    ...inCentre(centreId),
    ...(words && { q: words }),
  };
  const { items } = await unwrap(api.GET("/users", { params: { query }, signal }));
  return items;
}

function inCentre(centreId: string | null) {
  return centreId === null ? {} : { centreId };
}
