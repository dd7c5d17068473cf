/** A tutor's day in one request, asked again every quarter of a minute. */
import { queryOptions } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { learnServerTime } from "~/lib/server-clock";

export type MyDay = components["schemas"]["MyDay"];
export type DaySession = components["schemas"]["DaySession"];
export type ToDo = components["schemas"]["ToDo"];
export type Fact = components["schemas"]["Fact"];
export type TeachingFigures = components["schemas"]["TeachingFigures"];

const POLL_MS = 15_000;

export const myDayQuery = queryOptions({
  queryKey: ["my-day"],
  queryFn: async ({ signal }) => {
    const day = await unwrap(api.GET("/academic/tutor/my-day", { signal }));
    learnServerTime(day.serverTime);
    return day;
  },
  refetchInterval: POLL_MS,
  refetchOnWindowFocus: "always",
});
