/** One act with an Idempotency-Key: the same until it has worked or was refused, so that a repeated try does it once. */
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useOnceKeys } from "./once-key";
import { asProblem } from "./problem";

const EVERYTHING: QueryKey = [];

/** `makesOld`: the answers that are asked for again once it has worked. */
export function useOnceAct<Wanted, Made>(
  act: (wanted: Wanted, key: string) => Promise<Made>,
  makesOld: QueryKey = EVERYTHING,
) {
  const queries = useQueryClient();
  const keys = useOnceKeys();
  return useMutation({
    mutationFn: (wanted: Wanted) => act(wanted, keys.keyOf(JSON.stringify([wanted]))),
    onSuccess: () => {
      keys.settled();
      return queries.invalidateQueries({ queryKey: makesOld });
    },
    onError: (error) => {
      if (!asProblem(error).isTemporary) keys.settled();
    },
  });
}
