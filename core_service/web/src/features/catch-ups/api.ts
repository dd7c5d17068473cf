/** Catch-ups as staff follow them: listed by state, opened, extended, excused, reminded of. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { pageAfter, pagedByCursor } from "~/lib/pages";

export type CatchUp = components["schemas"]["CatchUp"];
export type CatchUpState = CatchUp["state"];
export type CatchUpWithItems = components["schemas"]["CatchUpWithItems"];
type CatchUpChange = components["schemas"]["CatchUpChangeRequest"];

const PAGE_SIZE = 25;
const ALL = ["catch-ups"] as const;

export const catchUpKeys = { all: ALL };

/** Of one state, the next due one first; of one student where named. */
export const catchUpsQuery = (state: CatchUpState, studentId: string | null) =>
  infiniteQueryOptions({
    queryKey: [...ALL, "list", state, studentId],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        state,
        ...(studentId ? { studentId } : {}),
        ...pageAfter(pageParam, PAGE_SIZE),
      };
      return unwrap(api.GET("/academic/catchups", { params: { query }, signal }));
    },
    ...pagedByCursor,
    refetchOnWindowFocus: "always",
  });

export const catchUpQuery = (packageId: string) =>
  queryOptions({
    queryKey: [...ALL, "one", packageId],
    queryFn: ({ signal }) => {
      const params = { path: { package_id: packageId } };
      return unwrap(api.GET("/academic/catchups/{package_id}", { params, signal }));
    },
  });

export function changeCatchUp(packageId: string, body: CatchUpChange): Promise<CatchUpWithItems> {
  const params = { path: { package_id: packageId } };
  return unwrap(api.PATCH("/academic/catchups/{package_id}", { params, body }));
}

/** At most once an hour reaches the student. */
export function remindOfCatchUp(packageId: string): Promise<CatchUpWithItems> {
  const params = { path: { package_id: packageId } };
  return unwrap(api.POST("/academic/catchups/{package_id}/remind", { params }));
}
