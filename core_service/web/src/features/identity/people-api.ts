/** People of the centres that one manages: who they are, their roles, and whether they may come in. */
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import type { Role } from "~/lib/contract";
import { pageAfter, pagedByCursor } from "~/lib/pages";
import type { Picture } from "./front-door-api";

type Schemas = components["schemas"];
export type ManagedPerson = Schemas["PersonRow"];
export type HeldRole = Schemas["Grant"];

/** What is searched for; what is left out is not asked for. */
export interface PeopleSearch {
  q?: string;
  role?: Role;
  centreId?: string;
  isActive?: boolean;
}

const ALL = ["managed-people"] as const;
const PAGE_SIZE = 30;
const ofPerson = (userId: string) => ({ path: { user_id: userId } });

export const managedPeopleQuery = (search: PeopleSearch) =>
  infiniteQueryOptions({
    queryKey: [...ALL, "list", search],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...search, ...pageAfter(pageParam, PAGE_SIZE) };
      return unwrap(api.GET("/users", { params: { query }, signal }));
    },
    ...pagedByCursor,
  });

export const managedPersonQuery = (userId: string) =>
  queryOptions({
    queryKey: [...ALL, "one", userId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/users/{user_id}", { params: ofPerson(userId), signal })),
  });

/** One change of a person; then everything that shows people is asked again. */
function usePersonAct<Wanted, Made>(act: (wanted: Wanted) => Promise<Made>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => queries.invalidateQueries({ queryKey: ALL }),
  });
}

export const useRenamePerson = (userId: string) =>
  usePersonAct((name: string) =>
    unwrap(api.PATCH("/users/{user_id}", { params: ofPerson(userId), body: { name } })),
  );

export const useLetIn = (userId: string) =>
  usePersonAct((mayComeIn: boolean) => {
    const params = ofPerson(userId);
    return unwrap(
      mayComeIn
        ? api.POST("/users/{user_id}/reactivate", { params })
        : api.POST("/users/{user_id}/deactivate", { params }),
    );
  });

export const useGrantRole = (userId: string) =>
  usePersonAct((body: { role: Role; centreId: string | null }) =>
    unwrap(api.POST("/users/{user_id}/roles", { params: ofPerson(userId), body })),
  );

export const useEndRole = (userId: string) =>
  usePersonAct((roleId: string) => {
    const params = { path: { user_id: userId, role_id: roleId } };
    return unwrap(api.DELETE("/users/{user_id}/roles/{role_id}", { params }));
  });

export const useSetPictures = (studentId: string) =>
  usePersonAct((body: { picture: Picture; code: Picture[] }) => {
    const params = { path: { student_id: studentId } };
    return unwrap(api.PUT("/users/{student_id}/pictures", { params, body }));
  });

export const useRemovePictures = (studentId: string) =>
  usePersonAct(() => {
    const params = { path: { student_id: studentId } };
    return unwrap(api.DELETE("/users/{student_id}/pictures", { params }));
  });
