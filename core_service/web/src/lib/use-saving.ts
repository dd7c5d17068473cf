/** Saving a stored form with If-Match: a newer version elsewhere becomes a choice, and nothing typed is lost (UI 3). */
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "./problem";
import type { Tagged } from "./tagged";

interface SavingOptions<T> {
  tag: string;
  save: (tag: string | null) => Promise<unknown>;
  /** Reads what is stored, with its version. */
  query: { queryKey: QueryKey };
  onSettled: (stored: T) => void;
  /** Further answers that the change has made old. */
  makesOld?: QueryKey;
}

export function useSaving<T>(options: SavingOptions<T>) {
  const { tag: firstTag, save, query, onSettled, makesOld } = options;
  const queries = useQueryClient();
  const [tag, setTag] = useState(firstTag);
  const [theirs, setTheirs] = useState<Tagged<T> | null>(null);
  const read = () => queries.fetchQuery<Tagged<T>>({ ...query, staleTime: 0 } as never);
  const settle = (fresh: Tagged<T>) => {
    setTag(fresh.tag);
    setTheirs(null);
    onSettled(fresh.stored);
  };
  const mutation = useMutation({
    mutationFn: save,
    onSuccess: async () => {
      settle(await read());
      if (makesOld) void queries.invalidateQueries({ queryKey: makesOld });
    },
    onError: async (error) => {
      if (asProblem(error).status === 412) setTheirs(await read());
    },
  });
  return {
    theirs,
    problem: mutation.error === null || theirs !== null ? null : asProblem(mutation.error),
    isPending: mutation.isPending,
    isSaved: mutation.isSuccess,
    save: () => mutation.mutate(tag),
    keepMine: () => theirs && mutation.mutate(theirs.tag),
    takeTheirs: () => {
      if (theirs) settle(theirs);
      mutation.reset();
    },
  };
}
