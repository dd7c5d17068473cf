/** API tokens: one's own, and all that act in a centre which one sets up. */
import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { pageAfter, pagedByCursor } from "~/lib/pages";

type Schemas = components["schemas"];
export type ApiToken = Schemas["Token"];
export type TokenRequest = Schemas["TokenRequest"];

const ALL = ["tokens"] as const;
const PAGE_SIZE = 30;

/** One's own where no centre is named. */
export const tokensQuery = (centreId: string | null) =>
  infiniteQueryOptions({
    queryKey: [...ALL, centreId],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        ...(centreId && { centreId }),
        ...pageAfter(pageParam, PAGE_SIZE),
      };
      return unwrap(api.GET("/auth/tokens", { params: { query }, signal }));
    },
    ...pagedByCursor,
  });

/** Its text comes with this answer and never again, so no repeated try may be answered from memory. */
export function useMakeToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: TokenRequest) => unwrap(api.POST("/auth/tokens", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ALL }),
  });
}

export function useRevokeToken() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (tokenId: string) =>
      unwrap(api.DELETE("/auth/tokens/{token_id}", { params: { path: { token_id: tokenId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ALL }),
  });
}
