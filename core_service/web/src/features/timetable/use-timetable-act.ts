/** One act on the timetable: the same key until it has worked, then everything that shows sessions is asked again. */
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { asProblem } from "~/lib/problem";

export function useTimetableAct<Wanted, Made>(act: (wanted: Wanted, key: string) => Promise<Made>) {
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  return useMutation({
    mutationFn: (wanted: Wanted) => act(wanted, key.current),
    onSuccess: async () => {
      key.current = crypto.randomUUID();
      await queries.invalidateQueries();
    },
    onError: (error) => {
      if (!asProblem(error).isTemporary) key.current = crypto.randomUUID();
    },
  });
}
