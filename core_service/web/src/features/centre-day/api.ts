/** A centre's day in one request, asked again every quarter of a minute. */
import { queryOptions } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { learnServerTime } from "~/lib/server-clock";

export type CentreToday = components["schemas"]["CentreToday"];
export type CentreSession = components["schemas"]["DaySession"];

const POLL_MS = 15_000;

/** Of one of one's centres, or of all of them. */
export const centreTodayQuery = (centreId: string | null) =>
  queryOptions({
    queryKey: ["centre-today", centreId],
    queryFn: async ({ signal }) => {
      const params = { query: centreId ? { centreId } : {} };
      const today = await unwrap(api.GET("/centre/today", { params, signal }));
      learnServerTime(today.serverTime);
      return today;
    },
    refetchInterval: POLL_MS,
    refetchOnWindowFocus: "always",
  });
