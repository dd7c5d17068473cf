/** The courses that a centre teaches, and the levels of the one scale, to choose from. */
import { queryOptions } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "./api";
import { everyItem } from "./pages";

const STALE_MS = 5 * 60_000;

export const coursesQuery = queryOptions({
  queryKey: ["courses"],
  queryFn: ({ signal }) =>
    everyItem<components["schemas"]["Course"]>((query) =>
      unwrap(api.GET("/courses", { params: { query }, signal })),
    ),
  staleTime: STALE_MS,
});

export const levelsQuery = queryOptions({
  queryKey: ["levels"],
  queryFn: async ({ signal }) => (await unwrap(api.GET("/levels", { signal }))).items,
  staleTime: STALE_MS,
});
