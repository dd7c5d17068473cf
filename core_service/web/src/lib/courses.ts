/** The courses that a centre teaches, to choose from. */
import { queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "./api";

export const coursesQuery = queryOptions({
  queryKey: ["courses", "all"],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET("/courses", { params: { query: { limit: 100 } }, signal }))).items,
  staleTime: 5 * 60_000,
});
