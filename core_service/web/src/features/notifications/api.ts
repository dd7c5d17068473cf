/** What one was told: the bell's number, the list, and by which ways one wants to be told. */
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { pageAfter, pagedByCursor } from "~/lib/pages";

export type Notification = components["schemas"]["Notification"];
export type NotificationKind = Notification["kind"];
export type Preference = components["schemas"]["Preference"];

const ALL = ["notifications"] as const;
const POLL_MS = 15_000;
const PAGE_SIZE = 25;

/** Asked again every quarter of a minute, and on focus: news arrives without a reload. */
export const unreadQuery = queryOptions({
  queryKey: [...ALL, "unread"],
  queryFn: ({ signal }) => unwrap(api.GET("/notifications/unread-count", { signal })),
  refetchInterval: POLL_MS,
  refetchOnWindowFocus: "always",
});

/** The one that was told last, asked anew each time. */
export const newestQuery = queryOptions({
  queryKey: [...ALL, "newest"],
  queryFn: async ({ signal }) => {
    const query = { limit: 1, unread: true };
    const page = await unwrap(api.GET("/notifications", { params: { query }, signal }));
    return page.items[0] ?? null;
  },
  staleTime: 0,
});

export const inboxQuery = (isUnreadOnly: boolean) =>
  infiniteQueryOptions({
    queryKey: [...ALL, "inbox", isUnreadOnly],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        unread: isUnreadOnly,
        ...pageAfter(pageParam, PAGE_SIZE),
      };
      return unwrap(api.GET("/notifications", { params: { query }, signal }));
    },
    ...pagedByCursor,
  });

export function useMarkRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => {
      const params = { path: { notification_id: id } };
      return unwrap(api.POST("/notifications/{notification_id}/read", { params }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ALL }),
  });
}

/** All that was told until the newest one shown, so that what came meanwhile stays unread. */
export function useMarkAllRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (until: string) => unwrap(api.POST("/notifications/read-all", { body: { until } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ALL }),
  });
}

export const preferencesQuery = queryOptions({
  queryKey: [...ALL, "preferences"],
  queryFn: ({ signal }) => unwrap(api.GET("/notifications/preferences", { signal })),
});

export function useChangePreference() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Preference) =>
      unwrap(api.PATCH("/notifications/preferences", { body: { items: [change] } })),
    onSuccess: (answer) => queries.setQueryData(preferencesQuery.queryKey, answer),
  });
}
