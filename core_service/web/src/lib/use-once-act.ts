/** One act with an Idempotency-Key: the same until it has worked or was refused, so that a repeated try does it once. */
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { asProblem } from "./problem";

const EVERYTHING: QueryKey = [];

/** `makesOld`: the answers that are asked for again once it has worked. */
export function useOnceAct<Wanted, Made>(
  act: (wanted: Wanted, key: string) => Promise<Made>,
  makesOld: QueryKey = EVERYTHING,
) {
  const queries = useQueryClient();
  const key = useRef(crypto.randomUUID());
  const renew = () => {
    key.current = crypto.randomUUID();
  };
  return useMutation({
    mutationFn: (wanted: Wanted) => act(wanted, key.current),
    onSuccess: () => {
      renew();
      return queries.invalidateQueries({ queryKey: makesOld });
    },
    onError: (error) => {
      if (!asProblem(error).isTemporary) renew();
    },
  });
}
