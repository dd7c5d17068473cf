/** Signing in again over a page that is open; loaded only then. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { loginEndedQuery, signIn } from "./api";

/** The same person signs in again where they are; somebody else begins anew, without the page of the first. */
export function useRenewLogin(userId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (credentials: Parameters<typeof signIn>[0]) => {
      const login = await signIn(credentials);
      if (login.user.id !== userId) window.location.assign("/");
    },
    onSuccess: async () => {
      queries.setQueryData(loginEndedQuery.queryKey, false);
      await queries.invalidateQueries();
    },
  });
}
