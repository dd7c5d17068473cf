/** Saving a stored form with If-Match: a newer version elsewhere becomes a choice, and nothing typed is lost (UI 3). */
import {
  type FetchQueryOptions,
  type QueryKey,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { useRef, useState } from "react";
import { asProblem, type ProblemError } from "./problem";
import type { Tagged } from "./tagged";

/** Reads what is stored, with its version. */
export type StoredQuery<T, Key extends QueryKey> = FetchQueryOptions<
  Tagged<T>,
  Error,
  Tagged<T>,
  Key
>;

interface SavingOptions<T, Aim, Key extends QueryKey> {
  tag: string;
  /** Answers with what is stored by it; `aim`: what this time is for, where a form can be saved in several ways. */
  save: (tag: string, aim: Aim) => Promise<Tagged<T>>;
  query: StoredQuery<T, Key>;
  onSettled: (stored: T) => void;
  /** Further answers that the change has made old. */
  makesOld?: QueryKey;
}

export interface Saving<T, Aim = void> {
  theirs: Tagged<T> | null;
  problem: ProblemError | null;
  isPending: boolean;
  isSaved: boolean;
  save: (aim: Aim) => void;
  /** Again for what it was for, over the version that is theirs. */
  keepMine: () => void;
  takeTheirs: () => void;
}

export function useSaving<T, Key extends QueryKey, Aim = void>(
  options: SavingOptions<T, Aim, Key>,
): Saving<T, Aim> {
  const { tag: firstTag, save, query, onSettled, makesOld } = options;
  const queries = useQueryClient();
  const [tag, setTag] = useState(firstTag);
  const [theirs, setTheirs] = useState<Tagged<T> | null>(null);
  const isOnItsWay = useRef(false);
  const read = () => queries.fetchQuery({ ...query, staleTime: 0 });
  const settle = (fresh: Tagged<T>) => {
    setTag(fresh.tag);
    setTheirs(null);
    onSettled(fresh.stored);
  };
  const mutation = useMutation({
    mutationFn: (sent: { tag: string; aim: Aim }) => save(sent.tag, sent.aim),
    onSuccess: (fresh) => {
      queries.setQueryData<Tagged<T>>(query.queryKey, fresh);
      settle(fresh);
      if (makesOld) void queries.invalidateQueries({ queryKey: makesOld });
    },
    onError: async (error) => {
      if (asProblem(error).status === 412) setTheirs(await read());
    },
    onSettled: () => {
      isOnItsWay.current = false;
    },
  });
  const send = (sent: { tag: string; aim: Aim }) => {
    if (isOnItsWay.current) return;
    isOnItsWay.current = true;
    mutation.mutate(sent);
  };
  return {
    theirs,
    problem: mutation.error === null || theirs !== null ? null : asProblem(mutation.error),
    isPending: mutation.isPending,
    isSaved: mutation.isSuccess,
    save: (aim) => send({ tag, aim }),
    keepMine: () => {
      if (theirs && mutation.variables) send({ ...mutation.variables, tag: theirs.tag });
    },
    takeTheirs: () => {
      if (theirs) settle(theirs);
      mutation.reset();
    },
  };
}
