/** Promised jobs of one's centres: how they stand, and trying again what was given up (R291). */
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { pageAfter, pagedByCursor } from "~/lib/pages";

export type Job = components["schemas"]["Job"];
export type JobState = Job["state"];
export type DeadReport = components["schemas"]["DeadReport"];

const ALL = ["jobs"] as const;
const POLL_MS = 5_000;
const PAGE_SIZE = 25;

export const jobCountsQuery = queryOptions({
  queryKey: [...ALL, "counts"],
  queryFn: ({ signal }) => unwrap(api.GET("/jobs/counts", { signal })),
  refetchInterval: POLL_MS,
});

/** Asked again while it is looked at, so that progress moves. */
export const jobsQuery = (state: JobState) =>
  infiniteQueryOptions({
    queryKey: [...ALL, "list", state],
    queryFn: ({ signal, pageParam }) => {
      const query = { state, ...pageAfter(pageParam, PAGE_SIZE) };
      return unwrap(api.GET("/jobs", { params: { query }, signal }));
    },
    ...pagedByCursor,
    refetchInterval: POLL_MS,
  });

export const deadReportsQuery = queryOptions({
  queryKey: [...ALL, "dead-reports"],
  queryFn: ({ signal }) => unwrap(api.GET("/jobs/dead-reports", { signal })),
  refetchInterval: POLL_MS,
});

export function useRetryJob() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (jobId: string) => {
      const params = { path: { job_id: jobId } };
      return unwrap(api.POST("/jobs/{job_id}/retry", { params }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ALL }),
  });
}

export function useRetryReport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (reportId: string) => {
      const params = { path: { report_id: reportId } };
      return unwrap(api.POST("/jobs/dead-reports/{report_id}/retry", { params }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: ALL }),
  });
}
