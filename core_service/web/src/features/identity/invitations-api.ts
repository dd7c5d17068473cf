/** Invitations to one's centres, and the tablets that are paired with them. */
import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { once } from "~/lib/once-key";
import { pageAfter, pagedByCursor } from "~/lib/pages";
import { useOnceAct } from "~/lib/use-once-act";

type Schemas = components["schemas"];
export type Invitation = Schemas["Invitation"];
export type InvitationStatus = Invitation["status"];
export type InvitationsRequest = Schemas["InvitationsRequest"];
export type Tablet = Schemas["Device"];

const INVITATIONS = ["invitations"] as const;
const TABLETS = ["tablets"] as const;
const PAGE_SIZE = 30;

export const invitationsQuery = (status: InvitationStatus | null) =>
  infiniteQueryOptions({
    queryKey: [...INVITATIONS, status],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        ...(status && { status }),
        ...pageAfter(pageParam, PAGE_SIZE),
      };
      return unwrap(api.GET("/invitations", { params: { query }, signal }));
    },
    ...pagedByCursor,
  });

/** All or nobody, and nobody twice. */
export const useInvite = () =>
  useOnceAct((body: InvitationsRequest, key) => {
    const headers = once(key);
    return unwrap(api.POST("/invitations/bulk", { body, headers }));
  }, INVITATIONS);

export function useInvitationAct() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, act }: { id: string; act: "resend" | "revoke" }) => {
      const params = { path: { invitation_id: id } };
      if (act === "revoke") await unwrap(api.DELETE("/invitations/{invitation_id}", { params }));
      else await unwrap(api.POST("/invitations/{invitation_id}/resend", { params }));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: INVITATIONS }),
  });
}

export const tabletsQuery = infiniteQueryOptions({
  queryKey: TABLETS,
  queryFn: ({ signal, pageParam }) => {
    const query = pageAfter(pageParam, PAGE_SIZE);
    return unwrap(api.GET("/devices", { params: { query }, signal }));
  },
  ...pagedByCursor,
});

export function usePairTablet() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { label: string; centreId: string }) =>
      unwrap(api.POST("/devices", { body: { ...body, transport: "cookie" } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: TABLETS }),
  });
}

export function useUnpairTablet() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (deviceId: string) =>
      unwrap(api.DELETE("/devices/{device_id}", { params: { path: { device_id: deviceId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: TABLETS }),
  });
}
