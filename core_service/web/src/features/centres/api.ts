/** Centres, and what each sets for itself. */
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
import { ifMatch, tagged } from "~/lib/tagged";
import { useOnceAct } from "~/lib/use-once-act";

type Schemas = components["schemas"];
export type Settings = Schemas["CentreSettings"];
type SettingsChange = Schemas["CentreSettingsChange"];
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
  return tagged(api.PATCH("/centres/{centre_id}/settings", { params, headers, body }));
}

export const centresQuery = infiniteQueryOptions({
  queryKey: [...ALL, "list"],
  queryFn: ({ signal, pageParam }) => {
    const query = pageAfter(pageParam, PAGE_SIZE);
    return unwrap(api.GET("/centres", { params: { query }, signal }));
  },
  ...pagedByCursor,
});

/** A repeated try founds one centre. */
export const useFoundCentre = () =>
  useOnceAct((body: CentreRequest, key) => {
    const headers = once(key);
    return unwrap(api.POST("/centres", { body, headers }));
  });

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
