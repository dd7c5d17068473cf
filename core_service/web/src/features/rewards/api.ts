/** Points, badges and boards of a student (R260 to R263). */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";

export type Rewards = components["schemas"]["Rewards"];
export type Badge = Rewards["badges"][number];
export type Board = components["schemas"]["Board"];
export type Membership = components["schemas"]["Membership"];

const BOARDS = ["rewards", "boards"] as const;

export const rewardsQuery = (centreId: string) =>
  queryOptions({
    queryKey: ["rewards", "me", centreId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/rewards/me", { params: { query: { centreId } }, signal })),
    refetchOnWindowFocus: "always",
  });

export const membershipQuery = (centreId: string) =>
  queryOptions({
    queryKey: [...BOARDS, "membership", centreId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/rewards/boards/membership", { params: { query: { centreId } }, signal })),
  });

export const courseBoardQuery = (centreId: string, courseId: string) =>
  queryOptions({
    queryKey: [...BOARDS, "course", centreId, courseId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/rewards/boards", { params: { query: { centreId, courseId } }, signal })),
  });

export const effortBoardQuery = (centreId: string) =>
  queryOptions({
    queryKey: [...BOARDS, "effort", centreId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/rewards/boards/effort", { params: { query: { centreId } }, signal })),
  });

export interface BoardChoice {
  nickname: string;
  courseBoards: boolean;
  effortBoard: boolean;
}

export function useJoinBoards(centreId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (choice: BoardChoice) =>
      unwrap(api.PUT("/rewards/boards/membership", { body: { ...choice, centreId } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: BOARDS }),
  });
}

export function useLeaveBoards(centreId: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      unwrap(api.DELETE("/rewards/boards/membership", { params: { query: { centreId } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: BOARDS }),
  });
}
