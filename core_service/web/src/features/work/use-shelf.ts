/** Opens the device's shelf of an attempt; null until it is open. */
import { useQuery } from "@tanstack/react-query";
import { type DraftShelf, openShelf } from "./draft-shelf";

export function useShelf(userId: string, attemptId: string): DraftShelf | null {
  const { data } = useQuery({
    queryKey: ["device", "shelf", userId, attemptId],
    queryFn: () => openShelf(userId, attemptId),
    staleTime: Infinity,
    gcTime: 0,
  });
  return data ?? null;
}
