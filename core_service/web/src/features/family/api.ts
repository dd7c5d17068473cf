/** A parent's children: how each gets on, their lessons, their marked work, and that they cannot come. */
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { pageAfter, pagedByCursor } from "~/lib/pages";

type Schemas = components["schemas"];
export type Child = Schemas["Child"];
export type ChildCatchUp = Schemas["ChildCatchUp"];
export type ChildProgress = Schemas["ChildProgress"];
export type ChildSession = Schemas["ChildSession"];
export type ComingLesson = Schemas["ComingLesson"];
export type MarkedWork = Schemas["MarkedWork"];
export type Subject = Schemas["Subject"];

const FAMILY = ["family"] as const;
const PAGE_SIZE = 20;

export const childrenQuery = queryOptions({
  queryKey: [...FAMILY, "children"],
  queryFn: ({ signal }) => unwrap(api.GET("/parent/children", { signal })),
});

export const childQuery = (studentId: string) =>
  queryOptions({
    queryKey: [...FAMILY, "child", studentId],
    queryFn: ({ signal }) => {
      const params = { path: { student_id: studentId } };
      return unwrap(api.GET("/parent/children/{student_id}", { params, signal }));
    },
    refetchOnWindowFocus: "always",
  });

export const childSessionsQuery = (studentId: string) =>
  infiniteQueryOptions({
    queryKey: [...FAMILY, "sessions", studentId],
    queryFn: ({ signal, pageParam }) => {
      const query = pageAfter(pageParam, PAGE_SIZE);
      const params = { path: { student_id: studentId }, query };
      return unwrap(api.GET("/parent/children/{student_id}/sessions", { params, signal }));
    },
    ...pagedByCursor,
  });

/** A card per course of one lesson. */
export const childSessionQuery = (studentId: string, sessionId: string) =>
  queryOptions({
    queryKey: [...FAMILY, "session", studentId, sessionId],
    queryFn: ({ signal }) => {
      const params = { path: { student_id: studentId, session_id: sessionId } };
      return unwrap(
        api.GET("/parent/children/{student_id}/sessions/{session_id}", { params, signal }),
      );
    },
  });

export const childWorkQuery = (studentId: string) =>
  infiniteQueryOptions({
    queryKey: [...FAMILY, "work", studentId],
    queryFn: ({ signal, pageParam }) => {
      const query = pageAfter(pageParam, PAGE_SIZE);
      const params = { path: { student_id: studentId }, query };
      return unwrap(api.GET("/parent/children/{student_id}/work", { params, signal }));
    },
    ...pagedByCursor,
  });

interface CannotCome {
  sessionId: string;
  studentId: string;
  reason: string | null;
}

/** Tell the centre that a child will not come; the attendance sheet shows it as excused. */
export function useCannotCome() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: CannotCome) => unwrap(api.POST("/academic/absence-notices", { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: FAMILY }),
  });
}

export function useComesAfterAll() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (noticeId: string) => {
      const params = { path: { notice_id: noticeId } };
      return unwrap(api.DELETE("/academic/absence-notices/{notice_id}", { params }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: FAMILY }),
  });
}
