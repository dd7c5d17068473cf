/** The record of who did what, searched (R285). */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import type { Role } from "~/lib/contract";
import { pageAfter, pagedByCursor } from "~/lib/pages";

export type AuditEntry = components["schemas"]["AuditEntry"];

/** What is searched for, as the API names it; what is left out is not asked for. */
export interface AuditSearch {
  centreId?: string;
  actorId?: string;
  action?: string;
  actingRole?: Role;
  resourceType?: string;
  resourceId?: string;
  /** Instants; the first is included, the second is not. */
  since?: string;
  until?: string;
}

const PAGE_SIZE = 50;

export const auditQuery = (search: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ["audit", search],
    queryFn: ({ signal, pageParam }) => {
      const query = { ...search, ...pageAfter(pageParam, PAGE_SIZE) };
      return unwrap(api.GET("/audit", { params: { query }, signal }));
    },
    ...pagedByCursor,
  });
