/** What the links in letters open, and the pictures by which the youngest sign in. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, rememberCsrfToken, unwrap } from "~/lib/api";
import { ProblemError } from "~/lib/problem";
import { forgetEverythingElse, meQuery } from "./api";

export type Offer = components["schemas"]["Offer"];
export type TabletPictures = components["schemas"]["Pictures"];
export type Picture = TabletPictures["pictures"][number];

export function useAskForReset() {
  return useMutation({
    mutationFn: (email: string) => unwrap(api.POST("/auth/password-reset", { body: { email } })),
  });
}

export function useConfirmReset() {
  return useMutation({
    mutationFn: (body: { token: string; password: string }) =>
      unwrap(api.POST("/auth/password-reset/confirm", { body })),
  });
}

export const offerQuery = (token: string) =>
  queryOptions({
    queryKey: ["identity", "offer", token],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/auth/invitations/{token}", { params: { path: { token } }, signal })),
    retry: false,
  });

/** A new person's name and password, who is signed in then; whoever is signed in already sends neither. */
export function useAcceptInvitation(token: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (person: { name: string; password: string } | null) => {
      const body = { ...person, transport: "cookie" as const };
      const params = { path: { token } };
      const login = await unwrap(api.POST("/auth/invitations/{token}", { params, body }));
      if (person) rememberCsrfToken(login.csrfToken);
      forgetEverythingElse(queries);
      await queries.fetchQuery({ ...meQuery, staleTime: 0 });
    },
  });
}

/** The children who may sign in at this tablet, or null where it is not paired with a centre. */
export const picturesQuery = queryOptions({
  queryKey: ["identity", "pictures"],
  queryFn: async ({ signal }): Promise<TabletPictures | null> => {
    try {
      return await unwrap(api.GET("/auth/pictures", { signal }));
    } catch (error) {
      if (error instanceof ProblemError && !error.isTemporary) return null;
      throw error;
    }
  },
  staleTime: 60_000,
  retry: false,
});

export function usePictureLogin() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (child: { studentId: string; code: Picture[] }) => {
      const body = { ...child, transport: "cookie" as const };
      const login = await unwrap(api.POST("/auth/pictures", { body }));
      rememberCsrfToken(login.csrfToken);
      forgetEverythingElse(queries);
      await queries.fetchQuery({ ...meQuery, staleTime: 0 });
    },
  });
}
