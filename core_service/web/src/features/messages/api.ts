/** What parents and the staff who teach their children write to each other (R250). */
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { once } from "~/lib/once-key";
import { pageAfter, pagedByCursor } from "~/lib/pages";
import { useOnceAct } from "~/lib/use-once-act";

type Schemas = components["schemas"];
export type Thread = Schemas["Thread"];
export type ThreadMessage = Schemas["ThreadMessage"];
export type Guardian = Schemas["Guardian"];

const ALL = ["messages"] as const;
const POLL_MS = 15_000;
const PAGE_SIZE = 25;

/** Asked again every quarter of a minute, and on focus. */
const FRESH = { refetchInterval: POLL_MS, refetchOnWindowFocus: "always" } as const;

/** The newest message first; about one child where named. */
export const threadsQuery = (studentId: string | null) =>
  infiniteQueryOptions({
    queryKey: [...ALL, "threads", studentId],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        ...(studentId ? { studentId } : {}),
        ...pageAfter(pageParam, PAGE_SIZE),
      };
      return unwrap(api.GET("/threads", { params: { query }, signal }));
    },
    ...pagedByCursor,
    ...FRESH,
  });

/** How many messages wait in all threads. */
export const unreadMessagesQuery = queryOptions({
  queryKey: [...ALL, "unread"],
  queryFn: async ({ signal }) =>
    (await unwrap(api.GET("/threads", { params: { query: { limit: 1 } }, signal }))).unreadTotal,
  ...FRESH,
});

/** One thread, with the tutors who read it. */
export const threadQuery = (threadId: string) =>
  queryOptions({
    queryKey: [...ALL, "thread", threadId],
    queryFn: ({ signal }) => {
      const params = { path: { thread_id: threadId } };
      return unwrap(api.GET("/threads/{thread_id}", { params, signal }));
    },
    ...FRESH,
  });

/** Newest first. */
export const threadMessagesQuery = (threadId: string) =>
  infiniteQueryOptions({
    queryKey: [...ALL, "written", threadId],
    queryFn: ({ signal, pageParam }) => {
      const query = pageAfter(pageParam, PAGE_SIZE);
      const params = { path: { thread_id: threadId }, query };
      return unwrap(api.GET("/threads/{thread_id}/messages", { params, signal }));
    },
    ...pagedByCursor,
    ...FRESH,
  });

/** To whom a message goes: a thread that there is, or a child's parent of whom there is none yet. */
export type Addressee =
  { threadId: string } | { studentId: string; centreId: string; guardianId: string | null };

interface Written {
  to: Addressee;
  text: string;
}

export const useWrite = () =>
  useOnceAct(({ to, text }: Written, key): Promise<{ id: string }> => {
    const headers = once(key);
    if (!("threadId" in to)) {
      return unwrap(api.POST("/threads", { body: { ...to, text }, headers }));
    }
    const params = { path: { thread_id: to.threadId } };
    return unwrap(api.POST("/threads/{thread_id}/messages", { params, body: { text }, headers }));
  }, ALL);

/** All that was written until now has been read. */
export function useMarkThreadRead() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (threadId: string) => {
      const params = { path: { thread_id: threadId } };
      return unwrap(api.POST("/threads/{thread_id}/read", { params }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ALL }),
  });
}

/** The parents to whom one can write about a child. */
export const guardiansToWriteQuery = (studentId: string) =>
  queryOptions({
    queryKey: [...ALL, "guardians", studentId],
    queryFn: async ({ signal }) => {
      const params = { path: { student_id: studentId } };
      return (await unwrap(api.GET("/students/{student_id}", { params, signal }))).guardians;
    },
  });
