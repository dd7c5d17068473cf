/** Hands that are up, and how long hands have waited. */
import { queryOptions } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { DAY_MS } from "~/lib/durations";

export type HelpStatistics = components["schemas"]["HelpStatistics"];
export type HelpFigures = components["schemas"]["HelpFigures"];
export type TutorHelpFigures = components["schemas"]["TutorHelpFigures"];

const POLL_MS = 15_000;

/** In all sessions that one teaches or oversees, longest wait first. */
export const openHandsEverywhereQuery = queryOptions({
  queryKey: ["help-waits", "open"],
  queryFn: ({ signal }) =>
    unwrap(api.GET("/help-requests", { params: { query: { open: true, limit: 100 } }, signal })),
  refetchInterval: POLL_MS,
  refetchOnWindowFocus: "always",
});

/** Of the last so many days. */
export const helpStatisticsQuery = (days: number) =>
  queryOptions({
    queryKey: ["help-waits", "statistics", days],
    queryFn: ({ signal }) => {
      const since = new Date(Date.now() - days * DAY_MS).toISOString();
      return unwrap(api.GET("/help-requests/statistics", { params: { query: { since } }, signal }));
    },
  });

/** After how many minutes an unanswered hand reaches the supervisors, as the centre has set it. */
export const helpTargetQuery = (centreId: string) =>
  queryOptions({
    queryKey: ["help-waits", "target", centreId],
    queryFn: async ({ signal }) => {
      const params = { path: { centre_id: centreId } };
      const { helpEscalationMinutes } = await unwrap(
        api.GET("/centres/{centre_id}/settings", { params, signal }),
      );
      return helpEscalationMinutes;
    },
    staleTime: Infinity,
    retry: false,
  });
