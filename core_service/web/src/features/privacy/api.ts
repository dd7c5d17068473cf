/** Everything that a centre knows of a person as a file, and forgetting a person after a waiting time. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { once } from "~/lib/once-key";
import { useOnceAct } from "~/lib/use-once-act";

type Schemas = components["schemas"];
export type PersonExport = Schemas["PersonExport"];
export type PersonErasure = Schemas["PersonErasure"];
export type ErasurePreview = Schemas["ErasurePreview"];

const ALL = ["privacy"] as const;
const POLL_MS = 1500;

export interface Whom {
  personId: string;
  centreId: string | null;
}

const isUnderWay = (made: PersonExport | null | undefined) =>
  made?.status === "PENDING" || made?.status === "RUNNING";

/** The newest export of a person with its link, or null; asked again while it is being made. */
export const newestExportQuery = (personId: string) =>
  queryOptions({
    queryKey: [...ALL, "export", personId],
    queryFn: async ({ signal }) => {
      const query = { personId, limit: 1 };
      const listed = await unwrap(api.GET("/privacy/exports", { params: { query }, signal }));
      const [newest] = listed.items;
      if (!newest) return null;
      const params = { path: { export_id: newest.id } };
      return unwrap(api.GET("/privacy/exports/{export_id}", { params, signal }));
    },
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? POLL_MS : false),
  });

export const useAskExport = () =>
  useOnceAct(
    (body: Whom, key) => unwrap(api.POST("/privacy/exports", { body, headers: once(key) })),
    [...ALL, "export"],
  );

/** The newest erasure that was asked for, or null. */
export const newestErasureQuery = (personId: string) =>
  queryOptions({
    queryKey: [...ALL, "erasure", personId],
    queryFn: async ({ signal }) => {
      const query = { personId, limit: 1 };
      const listed = await unwrap(api.GET("/privacy/erasures", { params: { query }, signal }));
      return listed.items[0] ?? null;
    },
  });

/** What would go, what would lose its words, what stands in the way. */
export const erasurePreviewQuery = ({ personId, centreId }: Whom) =>
  queryOptions({
    queryKey: [...ALL, "preview", personId, centreId],
    queryFn: ({ signal }) => {
      const query = { personId, ...(centreId ? { centreId } : {}) };
      return unwrap(api.GET("/privacy/erasures/preview", { params: { query }, signal }));
    },
    gcTime: 0,
  });

export function useAskErasure() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: Whom) => unwrap(api.POST("/privacy/erasures", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ALL }),
  });
}

export function useCancelErasure() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (erasureId: string) => {
      const params = { path: { erasure_id: erasureId } };
      return unwrap(api.POST("/privacy/erasures/{erasure_id}/cancel", { params }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ALL }),
  });
}
