/** Who is signed in, and signing in and out. */
import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, rememberCsrfToken, unwrap } from "~/lib/api";
import type { Me } from "~/lib/contract";
import { ProblemError } from "~/lib/problem";

const ME = ["identity", "me"] as const;
const LOGIN_ENDED = ["identity", "login-ended"] as const;

/** The person at this browser, or null when nobody is signed in; who was known stays while the login has ended. */
export const meQuery = queryOptions({
  queryKey: ME,
  queryFn: async ({ client }): Promise<Me | null> => {
    const me = await fetchMe();
    return me ?? keepWhoWasKnown(client);
  },
  staleTime: 5 * 60_000,
});

/** Whether the login ended while a page was open: the page stays, with all that is typed, until it is renewed. */
export const loginEndedQuery = queryOptions({
  queryKey: LOGIN_ENDED,
  queryFn: () => false,
  initialData: false,
  staleTime: Infinity,
});

/** The youngest sign in by pictures, elsewhere; their work is kept on the device. */
function keepWhoWasKnown(queries: QueryClient): Me | null {
  const known = queries.getQueryData<Me | null>(ME) ?? null;
  if (known === null || known.user.ageTier === "EARLY") return null;
  queries.setQueryData(LOGIN_ENDED, true);
  return known;
}

/** Any call may find that the login has ended. */
export function noteLostLogin(queries: QueryClient, problem: ProblemError): void {
  if (problem.code === "bad_credentials") return;
  queries.setQueryData(ME, keepWhoWasKnown(queries));
}

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

interface Credentials {
  email: string;
  password: string;
}

/** By a cookie; from here on requests carry its CSRF token. */
export async function signIn(credentials: Credentials) {
  const body = { ...credentials, transport: "cookie" as const };
  const login = await unwrap(api.POST("/auth/login", { body }));
  rememberCsrfToken(login.csrfToken);
  return login;
}

export function useLogin() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: Credentials) => {
      await signIn(credentials);
      queries.setQueryData(loginEndedQuery.queryKey, false);
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
