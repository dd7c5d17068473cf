/** What staff do with one or several catch-ups at once: each act is one line with its undo. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import type { Act, ActsLog } from "~/lib/acts-log";
import { DAY_MS } from "~/lib/durations";
import { serverNow } from "~/lib/server-clock";
import { type CatchUp, catchUpKeys, changeCatchUp, remindOfCatchUp } from "./api";

export interface CatchUpActs {
  extend: (packages: readonly CatchUp[], days: number) => void;
  excuse: (packages: readonly CatchUp[]) => void;
  reopen: (packages: readonly CatchUp[]) => void;
  complete: (packages: readonly CatchUp[]) => void;
  remind: (packages: readonly CatchUp[]) => void;
}

export function useCatchUpActs(log: ActsLog): CatchUpActs {
  const queries = useQueryClient();
  const perform = (act: Act) => void log.perform(refreshing(queries, act));
  return {
    extend: (packages, days) => perform(extendAct(packages, days)),
    excuse: (packages) => perform(decideAct(packages, "EXCUSED", "excused")),
    reopen: (packages) => perform(decideAct(packages, "OPEN", "open again")),
    complete: (packages) => perform(decideAct(packages, "COMPLETED", "done")),
    remind: (packages) =>
      perform({
        done: `${whose(packages)} reminded`,
        failed: `${whose(packages)} could not be reminded`,
        run: () => each(packages, ({ id }) => remindOfCatchUp(id)),
      }),
  };
}

/** Later than it was due; one that is overdue gets its days from now. */
export function extendedDue(dueAt: string, days: number, now: number): string {
  return new Date(Math.max(Date.parse(dueAt), now) + days * DAY_MS).toISOString();
}

function extendAct(packages: readonly CatchUp[], days: number): Act {
  const now = serverNow();
  const canGoBack = packages.every(({ dueAt }) => Date.parse(dueAt) > now);
  return {
    done: `${whose(packages)} ${days} days more`,
    failed: `${whose(packages)} could not get more time`,
    run: () =>
      each(packages, ({ id, dueAt }) =>
        changeCatchUp(id, { dueAt: extendedDue(dueAt, days, now) }),
      ),
    ...(canGoBack && {
      undo: () => each(packages, ({ id, dueAt }) => changeCatchUp(id, { dueAt })),
    }),
  };
}

function decideAct(
  packages: readonly CatchUp[],
  decision: CatchUp["decision"],
  words: string,
): Act {
  return {
    done: `${whose(packages)} ${words}`,
    failed: `${whose(packages)} could not be changed`,
    run: () => each(packages, ({ id }) => changeCatchUp(id, { decision })),
    undo: () =>
      each(packages, ({ id, decision: before }) => changeCatchUp(id, { decision: before })),
  };
}

/** "Nora:" or "3 catch-ups:". */
function whose(packages: readonly CatchUp[]): string {
  const [first] = packages;
  return packages.length === 1 && first
    ? `${first.student.name}:`
    : `${packages.length} catch-ups:`;
}

/** All are tried before the first failure is told; a repeated try changes nothing that is done. */
async function each(
  packages: readonly CatchUp[],
  act: (each: CatchUp) => Promise<unknown>,
): Promise<void> {
  const outcomes = await Promise.allSettled(packages.map(act));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}

function refreshing(queries: QueryClient, act: Act): Act {
  const refresh = async (run: Promise<unknown>) => {
    try {
      await run;
    } finally {
      void queries.invalidateQueries({ queryKey: catchUpKeys.all });
    }
  };
  const { undo } = act;
  return {
    ...act,
    run: (key) => refresh(act.run(key)),
    ...(undo && { undo: () => refresh(undo()) }),
  };
}
