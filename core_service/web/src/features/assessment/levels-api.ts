/** Recommendations of units and levels, students without a level, and rubrics. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "~/lib/api";
import type { Advice, Criterion, ExerciseType, Metrics, Rubric } from "~/lib/contract";
import { once } from "~/lib/once-key";
import { pageAfter, pagedByCursor } from "~/lib/pages";
import { ifMatch, type Tagged, tagged } from "~/lib/tagged";

const PAGE_SIZE = 50;
const POLL_MS = 15_000;

export interface RecommendationFilters {
  courseId: string | null;
  status: "OPEN" | "CONFIRMED" | "ADJUSTED" | "DECLINED";
}

export const recommendationsQuery = ({ courseId, status }: RecommendationFilters) =>
  infiniteQueryOptions({
    queryKey: ["assessment", "recommendations", courseId, status],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        status,
        ...(courseId && { courseId }),
        ...pageAfter(pageParam, PAGE_SIZE),
      };
      return unwrap(api.GET("/assessment/recommendations", { params: { query }, signal }));
    },
    ...pagedByCursor,
    refetchInterval: POLL_MS,
  });

export type LevelDecision = Omit<Advice, "recommendationId">;

export function decide(recommendationId: string, decision: LevelDecision, key: string) {
  const params = { path: { recommendation_id: recommendationId } };
  const path = "/assessment/recommendations/{recommendation_id}/decision" as const;
  return unwrap(api.POST(path, { params, body: decision, headers: once(key) }));
}

export const placementsQuery = (courseId: string | null) =>
  infiniteQueryOptions({
    queryKey: ["assessment", "placements", courseId],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        ...(courseId && { courseId }),
        ...pageAfter(pageParam, PAGE_SIZE),
      };
      return unwrap(api.GET("/assessment/placements", { params: { query }, signal }));
    },
    ...pagedByCursor,
    refetchInterval: POLL_MS,
  });

interface Placement {
  studentId: string;
  courseId: string;
  centreId: string;
  level: number;
  metrics: Metrics | null;
  reason: string | null;
}

export function placeStudent(placement: Placement, key: string) {
  return unwrap(api.POST("/assessment/placements", { body: placement, headers: once(key) }));
}

interface RubricFilters {
  courseId: string | null;
  level: number | null;
  includeInactive: boolean;
}

export const rubricsQuery = (filters: RubricFilters) =>
  infiniteQueryOptions({
    queryKey: ["assessment", "rubrics", filters],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        includeInactive: filters.includeInactive,
        ...(filters.courseId && { courseId: filters.courseId }),
        ...(filters.level && { level: filters.level }),
        ...pageAfter(pageParam, PAGE_SIZE),
      };
      return unwrap(api.GET("/assessment/rubrics", { params: { query }, signal }));
    },
    ...pagedByCursor,
  });

export const rubricQuery = (rubricId: string) =>
  queryOptions({
    queryKey: ["assessment", "rubric", rubricId],
    queryFn: ({ signal }) => {
      const params = { path: { rubric_id: rubricId } };
      return tagged(api.GET("/assessment/rubrics/{rubric_id}", { params, signal }));
    },
    staleTime: 0,
  });

export interface RubricForm {
  courseId: string;
  level: number;
  exerciseType: ExerciseType;
  name: string;
  criteria: Criterion[];
}

export function createRubric(form: RubricForm, key: string): Promise<Rubric> {
  return unwrap(api.POST("/assessment/rubrics", { body: form, headers: once(key) }));
}

export function changeRubric(
  rubricId: string,
  tag: string | null,
  change: { name?: string; criteria?: Criterion[]; isActive?: boolean },
): Promise<Tagged<Rubric>> {
  const params = { path: { rubric_id: rubricId } };
  const headers = ifMatch(tag);
  const path = "/assessment/rubrics/{rubric_id}" as const;
  return tagged(api.PATCH(path, { params, headers, body: change }));
}
