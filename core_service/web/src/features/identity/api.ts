/** Who is signed in, and signing in and out. */
import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, rememberCsrfToken, unwrap } from "~/lib/api";
import type { Me } from "~/lib/contract";
import { ProblemError } from "~/lib/problem";

/** The person at this browser, or null when nobody is signed in. */
export const meQuery = queryOptions({
  queryKey: ["identity", "me"],
  queryFn: fetchMe,
  staleTime: 5 * 60_000,
});

async function fetchMe(): Promise<Me | null> {
  try {
    const me = await unwrap(api.GET("/auth/me", {}));
    rememberCsrfToken(me.csrfToken);
    return me;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return null;
    throw error;
  }
}

export function useLogin() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: { email: string; password: string }) => {
      const body = { ...credentials, transport: "cookie" as const };
      const login = await unwrap(api.POST("/auth/login", { body }));
      rememberCsrfToken(login.csrfToken);
      forgetEverythingElse(queries);
      await queries.fetchQuery({ ...meQuery, staleTime: 0 });
    },
  });
}

export function useLogout() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/auth/logout", {})),
    onSuccess: () => {
      rememberCsrfToken(null);
      queries.setQueryData(meQuery.queryKey, null);
      forgetEverythingElse(queries);
    },
  });
}

/** One person's answers are not for the next; who is signed in stays, since pages watch that very entry. */
export function forgetEverythingElse(queries: QueryClient): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== meQuery.queryKey[0] });
}
