/** One act with an Idempotency-Key: the same until it has worked or was refused, so that a repeated try does it once. */
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useOnceKeys } from "./once-key";
import { asProblem } from "./problem";

const EVERYTHING: QueryKey = [];

/** `makesOld`: the answers that are asked for again once it has worked; null where what came back is all there is. */
export function useOnceAct<Wanted, Made>(
  act: (wanted: Wanted, key: string) => Promise<Made>,
  makesOld: QueryKey | null = EVERYTHING,
) {
  const queries = useQueryClient();
  const keys = useOnceKeys();
  return useMutation({
    mutationFn: (wanted: Wanted) => act(wanted, keys.keyOf(JSON.stringify([wanted]))),
    onSuccess: () => {
      keys.settled();
      return makesOld ? queries.invalidateQueries({ queryKey: makesOld }) : undefined;
    },
    onError: (error) => {
      if (!asProblem(error).isTemporary) keys.settled();
    },
  });
}
