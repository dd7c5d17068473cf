/** Classes: the list, members, attendance over twelve weeks, and planning lessons for a whole class. */
import { queryOptions } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { once } from "~/lib/once-key";
import { everyItem } from "~/lib/pages";
import { ifMatch, tagged } from "~/lib/tagged";
import { useOnceAct } from "~/lib/use-once-act";

type Schemas = components["schemas"];
export type SchoolClass = Schemas["Class"];
export type Member = Schemas["Member"];
export type ClassTrend = Schemas["ClassTrend"];
export type ClassSessionsRequest = Schemas["ClassSessionsRequest"];
export type Plan = Schemas["Plan"];
export type TimetableProblem = Schemas["TimetableProblem"];

export const CLASSES = ["classes"] as const;
const at = (cohortId: string) => ({ path: { cohort_id: cohortId } });

export const classesQuery = queryOptions({
  queryKey: [...CLASSES, "list"],
  queryFn: ({ signal }) =>
    everyItem<SchoolClass>((page) =>
      unwrap(api.GET("/academic/classes", { params: { query: page }, signal })),
    ),
});

export const classQuery = (cohortId: string) =>
  queryOptions({
    queryKey: [...CLASSES, "one", cohortId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/academic/classes/{cohort_id}", { params: at(cohortId), signal })),
  });

/** One with its version, for the form that changes it. */
export const storedClassQuery = (cohortId: string) =>
  queryOptions({
    queryKey: [...CLASSES, "stored", cohortId],
    queryFn: () =>
      tagged<SchoolClass>(api.GET("/academic/classes/{cohort_id}", { params: at(cohortId) })),
    staleTime: 0,
    gcTime: 0,
  });

/** Who waits for a place in a session that was planned for the class, first come first. */
export const classWaitlistQuery = (cohortId: string) =>
  queryOptions({
    queryKey: [...CLASSES, "waitlist", cohortId],
    queryFn: ({ signal }) =>
      everyItem<Schemas["WaitlistEntry"]>((page) => {
        const params = { query: { ...page, cohortId } };
        return unwrap(api.GET("/waitlist", { params, signal }));
      }),
  });

export const trendQuery = (cohortId: string) =>
  queryOptions({
    queryKey: [...CLASSES, "trend", cohortId],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/academic/classes/{cohort_id}/attendance-trend", { params: at(cohortId), signal }),
      ),
    staleTime: 5 * 60_000,
  });

export const membersQuery = (cohortId: string) =>
  queryOptions({
    queryKey: [...CLASSES, "members", cohortId],
    queryFn: ({ signal }) =>
      everyItem<Member>((page) => {
        const params = { ...at(cohortId), query: page };
        return unwrap(api.GET("/academic/classes/{cohort_id}/members", { params, signal }));
      }),
  });

export const useCreateClass = () =>
  useOnceAct(
    (body: Schemas["ClassRequest"], key) =>
      unwrap(api.POST("/academic/classes", { body, headers: once(key) })),
    CLASSES,
  );

export function changeClass(cohortId: string, tag: string | null, body: Schemas["ClassChange"]) {
  const call = { params: at(cohortId), headers: ifMatch(tag), body };
  return tagged(api.PATCH("/academic/classes/{cohort_id}", call));
}

/** All or none. */
export function addMembers(cohortId: string, members: Schemas["MemberRequest"][]) {
  const body = { members };
  return unwrap(api.POST("/academic/classes/{cohort_id}/members", { params: at(cohortId), body }));
}

export function removeMember(cohortId: string, membershipId: string) {
  const params = { path: { cohort_id: cohortId, membership_id: membershipId } };
  return unwrap(api.DELETE("/academic/classes/{cohort_id}/members/{membership_id}", { params }));
}

export function previewLessons(cohortId: string, body: ClassSessionsRequest): Promise<Plan> {
  return unwrap(
    api.POST("/academic/classes/{cohort_id}/sessions/preview", { params: at(cohortId), body }),
  );
}

/** What does not fit is left out: the preview has named it. */
export const usePlanLessons = (cohortId: string) =>
  useOnceAct((wanted: ClassSessionsRequest, key) => {
    const body = { ...wanted, onConflict: "LEAVE_OUT" as const };
    const call = { params: at(cohortId), body, headers: once(key) };
    return unwrap(api.POST("/academic/classes/{cohort_id}/sessions", call));
  });
