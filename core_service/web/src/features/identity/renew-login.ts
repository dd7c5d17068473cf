/** Signing in again over a page that is open; loaded only then. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, rememberCsrfToken, unwrap } from "~/lib/api";
import { loginEndedQuery } from "./api";

/** The same person signs in again where they are; somebody else begins anew, without the page of the first. */
export function useRenewLogin(userId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: { email: string; password: string }) => {
      const body = { ...credentials, transport: "cookie" as const };
      const login = await unwrap(api.POST("/auth/login", { body }));
      rememberCsrfToken(login.csrfToken);
      if (login.user.id !== userId) window.location.assign("/");
    },
    onSuccess: async () => {
      queries.setQueryData(loginEndedQuery.queryKey, false);
      await queries.invalidateQueries();
    },
  });
}
