/** Invitations to one's centres, and the tablets that are paired with them. */
import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { asProblem } from "~/lib/problem";

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
        limit: PAGE_SIZE,
        ...(status && { status }),
        ...(pageParam && { cursor: pageParam }),
      };
      return unwrap(api.GET("/invitations", { params: { query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** All or nobody; the same key until it has worked or was refused, so that nobody is invited twice. */
export function useInvite() {
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: (body: InvitationsRequest) => {
      const headers = { "Idempotency-Key": key.current };
      return unwrap(api.POST("/invitations/bulk", { body, headers }));
    },
    onSuccess: () => {
      key.current = crypto.randomUUID();
      return queries.invalidateQueries({ queryKey: INVITATIONS });
    },
    onError: (error) => {
      if (!asProblem(error).isTemporary) key.current = crypto.randomUUID();
    },
  });
}

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
    const query = { limit: PAGE_SIZE, ...(pageParam && { cursor: pageParam }) };
    return unwrap(api.GET("/devices", { params: { query }, signal }));
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }) => nextCursor,
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
