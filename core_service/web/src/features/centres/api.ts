/** Centres, and what each sets for itself. */
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useRef } from "react";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { asProblem } from "~/lib/problem";
import { ifMatch, tagged } from "~/lib/tagged";

type Schemas = components["schemas"];
export type Settings = Schemas["CentreSettings"];
export type SettingsChange = Schemas["CentreSettingsChange"];
export type Centre = Schemas["CentreRow"];
export type CentreRequest = Schemas["CentreRequest"];
export type CentreChange = Schemas["CentreChange"];

const ALL = ["centres"] as const;
const PAGE_SIZE = 50;

const ofCentre = (centreId: string) => ({ path: { centre_id: centreId } });

export const settingsQuery = (centreId: string) =>
  queryOptions({
    queryKey: [...ALL, "settings", centreId],
    queryFn: () => tagged(api.GET("/centres/{centre_id}/settings", { params: ofCentre(centreId) })),
    staleTime: 0,
  });

export function saveSettings(centreId: string, tag: string | null, body: SettingsChange) {
  const params = ofCentre(centreId);
  const headers = ifMatch(tag);
  return unwrap(api.PATCH("/centres/{centre_id}/settings", { params, headers, body }));
}

export const centresQuery = infiniteQueryOptions({
  queryKey: [...ALL, "list"],
  queryFn: ({ signal, pageParam }) => {
    const query = { limit: PAGE_SIZE, ...(pageParam && { cursor: pageParam }) };
    return unwrap(api.GET("/centres", { params: { query }, signal }));
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

/** One founding: the same key until it has worked or was refused, so that a repeated try founds one centre. */
export function useFoundCentre() {
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: (body: CentreRequest) =>
      unwrap(api.POST("/centres", { body, headers: { "Idempotency-Key": key.current } })),
    onSuccess: () => {
      key.current = crypto.randomUUID();
      return queries.invalidateQueries();
    },
    onError: (error) => {
      if (!asProblem(error).isTemporary) key.current = crypto.randomUUID();
    },
  });
}

export function useChangeCentre(centreId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: CentreChange) =>
      unwrap(api.PATCH("/centres/{centre_id}", { params: ofCentre(centreId), body })),
    onSuccess: () => queries.invalidateQueries(),
  });
}

export function useSetCentreOpen(centreId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (isOpen: boolean) => {
      const params = ofCentre(centreId);
      const call = isOpen
        ? api.POST("/centres/{centre_id}/reactivate", { params })
        : api.POST("/centres/{centre_id}/deactivate", { params });
      return unwrap(call);
    },
    onSuccess: () => queries.invalidateQueries(),
  });
}
