/** A student's own catch-ups: what each missed session left to do, and reading its lessons at home. */
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { pageAfter, pagedByCursor } from "~/lib/pages";

export type CatchUp = components["schemas"]["CatchUp"];
export type CatchUpWithItems = components["schemas"]["CatchUpWithItems"];
export type CatchUpItem = components["schemas"]["CatchUpItem"];

const ROOT = "student-catch-ups";
const PAGE_SIZE = 50;

export const catchUpsQuery = infiniteQueryOptions({
  queryKey: [ROOT, "list"],
  queryFn: ({ pageParam, signal }) => {
    const query = pageAfter(pageParam, PAGE_SIZE);
    return unwrap(api.GET("/academic/catchups", { params: { query }, signal }));
  },
  ...pagedByCursor,
  refetchOnWindowFocus: "always",
});

export const catchUpQuery = (packageId: string) =>
  queryOptions({
    queryKey: [ROOT, "one", packageId],
    queryFn: ({ signal }) => {
      const params = { path: { package_id: packageId } };
      return unwrap(api.GET("/academic/catchups/{package_id}", { params, signal }));
    },
    staleTime: 0,
  });

/** After something was done, wherever: ticks are read from the work itself. */
export function useRefreshCatchUps(): () => Promise<void> {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: [ROOT] });
}

/** "I have read it", at home. */
export function useReadAtHome(centreId: string) {
  const refresh = useRefreshCatchUps();
  return useMutation({
    mutationFn: (lessonId: string) => {
      const params = { path: { lesson_id: lessonId } };
      return unwrap(api.POST("/lessons/{lesson_id}/complete", { params, body: { centreId } }));
    },
    onSuccess: refresh,
  });
}
