/** One's own account: the name, and where one is signed in. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { meQuery } from "./api";

export type OwnLogin = components["schemas"]["LoginRow"];

export const loginsQuery = queryOptions({
  queryKey: ["account", "logins"],
  queryFn: ({ signal }) => unwrap(api.GET("/auth/logins", { signal })),
});

export function useEndLogin() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (loginId: string) => {
      const params = { path: { login_id: loginId } };
      return unwrap(api.DELETE("/auth/logins/{login_id}", { params }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: loginsQuery.queryKey }),
  });
}

export function useRename() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => unwrap(api.PATCH("/auth/me", { body: { name } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
}
