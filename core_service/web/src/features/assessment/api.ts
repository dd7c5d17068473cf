/** The marking queue, claims, reviews and their drafts. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "~/lib/api";
import type { Advice, QueueKind, Review, ReviewEntry, Urgency } from "~/lib/contract";
import { once } from "~/lib/once-key";
import { ProblemError } from "~/lib/problem";
import { pageAfter, pagedByCursor } from "~/lib/pages";

export interface QueueFilters {
  kind: QueueKind;
  courseId: string | null;
  level: number | null;
  urgency: Urgency | null;
  tutorId: string | null;
}

/** Of all that marking and levels are made of. */
export const ASSESSMENT = ["assessment"];

const POLL_MS = 15_000;
const PAGE_SIZE = 50;

/** Only what is set is sent. */
function asked<T extends object>(filters: T) {
  return Object.fromEntries(
    Object.entries(filters).filter(([, value]) => value !== null && value !== ""),
  ) as { [Key in keyof T]?: NonNullable<T[Key]> };
}

/** What waits, oldest first; looked at again every 15 s and on focus. */
export const queueQuery = (filters: QueueFilters) =>
  infiniteQueryOptions({
    queryKey: ["assessment", "queue", filters],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        ...asked(filters),
        ...pageAfter(pageParam, PAGE_SIZE),
      };
      return unwrap(api.GET("/assessment/queue", { params: { query }, signal }));
    },
    ...pagedByCursor,
    refetchInterval: POLL_MS,
  });

/** The oldest piece of work of one enrolment, or null. */
export const oldestOfEnrollmentQuery = (enrollmentId: string) =>
  queryOptions({
    queryKey: ["assessment", "enrollment", enrollmentId],
    queryFn: async ({ signal }) => {
      const query = { enrollmentId, limit: 1 };
      const page = await unwrap(api.GET("/assessment/queue", { params: { query }, signal }));
      return page.items[0] ?? null;
    },
    staleTime: 0,
  });

export interface OpenReview {
  review: Review;
  /** Why nothing can be entered here; null while the work is this person's. */
  closed: ProblemError | null;
}

/** Opens a review and takes its claim, where it is not marked yet and nobody else holds it. */
export const openReviewQuery = (reviewId: string, mayReview: boolean) =>
  queryOptions({
    queryKey: ["assessment", "review", reviewId, mayReview],
    queryFn: async ({ signal }): Promise<OpenReview> => {
      const params = { path: { review_id: reviewId } };
      const call = api.GET("/assessment/reviews/{review_id}", { params, signal });
      const review = await unwrap(call);
      if (!mayReview || review.status === "COMPLETED") return { review, closed: null };
      try {
        return { review: await claim(review.attemptId), closed: null };
      } catch (error) {
        if (error instanceof ProblemError && error.status === 409) return { review, closed: error };
        throw error;
      }
    },
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });

export async function claim(attemptId: string): Promise<Review> {
  return unwrap(api.POST("/assessment/claim", { body: { attemptId } }));
}

export async function release(reviewId: string): Promise<void> {
  const params = { path: { review_id: reviewId } };
  await unwrap(api.POST("/assessment/reviews/{review_id}/release", { params }));
}

export async function saveDraft(reviewId: string, entry: ReviewEntry): Promise<void> {
  const params = { path: { review_id: reviewId } };
  await unwrap(api.PUT("/assessment/reviews/{review_id}/draft", { params, body: entry }));
}

export interface Verdict {
  reviewId: string;
  entry: ReviewEntry;
  decision: "complete" | "return";
  advice: Advice | null;
}

export async function submitReview({
  reviewId,
  entry,
  decision,
  advice,
}: Verdict): Promise<Review> {
  const body = { reviewId, ...entry, decision, ...(advice && { advice }) };
  const headers = once(crypto.randomUUID());
  return unwrap(api.POST("/assessment/review", { body, headers }));
}
