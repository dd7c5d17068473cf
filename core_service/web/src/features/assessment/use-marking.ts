/** One review being marked: its rows, what is entered, the word about the level, and how it ends. */
import { useMutation } from "@tanstack/react-query";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Advice, Recommendation, Review } from "~/lib/contract";
import { asProblem } from "~/lib/problem";
import { release, saveDraft, submitReview, type Verdict } from "./api";
import { MarkingKeeper } from "./marking-keeper";
import { markingShelf } from "./marking-shelf";
import { entryOf, type MarkRow, rowsOf, toWire, totalOf, withComment, withScore } from "./marks";

interface MarkingOptions {
  review: Review;
  userId: string;
  isReadOnly: boolean;
  onDone: (review: Review, decision: Verdict["decision"]) => void;
}

export type Marking = ReturnType<typeof useMarking>;

export function useMarking({ review, userId, isReadOnly, onDone }: MarkingOptions) {
  const keeper = useKeeper(review, userId, isReadOnly);
  const state = useSyncExternalStore(keeper.subscribe, keeper.getState);
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const [advice, setAdvice] = useState<Advice | null>(null);
  const [isComplaining, setComplaining] = useState(false);
  const { entry } = state;
  const rows = rowsOf(review, entry);
  const active = rows.find((row) => row.key === activeKey) ?? rows[0];
  const total = totalOf(review, entry);
  const submit = useMutation({
    mutationFn: (decision: Verdict["decision"]) => {
      const word = decision === "complete" ? advice : null;
      return submitReview({ reviewId: review.id, entry: toWire(entry), decision, advice: word });
    },
    onSuccess: (done, decision) => {
      keeper.finish();
      onDone(done, decision);
    },
  });
  const setPoints = (row: MarkRow, points: number) => {
    if (isReadOnly) return;
    setActiveKey(row.key);
    keeper.mark(withScore(entry, row, points));
  };
  const step = (by: 1 | -1) => {
    const at = rows.findIndex((row) => row.key === active?.key);
    setActiveKey(rows[Math.max(0, Math.min(rows.length - 1, at + by))]?.key ?? null);
  };
  const complete = () => {
    if (isReadOnly || submit.isPending) return;
    setComplaining(total.missing.length > 0);
    if (total.missing[0]) setActiveKey(total.missing[0].key);
    else submit.mutate("complete");
  };
  return {
    rows,
    active,
    total,
    entry,
    state,
    advice,
    setAdvice,
    recommendation: aboutWork(review.recommendations),
    isComplaining,
    isReadOnly,
    isBusy: submit.isPending,
    problem: submit.error === null ? null : asProblem(submit.error),
    activate: (row: MarkRow) => setActiveKey(row.key),
    setPoints,
    setComment: (row: MarkRow, comment: string) => keeper.write(withComment(entry, row, comment)),
    setFeedback: (feedback: string) => keeper.write({ ...entry, feedback }),
    step,
    undo: () => keeper.undo(),
    retry: () => keeper.retry(),
    complete,
    giveBack: () => submit.mutate("return"),
  };
}

/** What is recommended now; a placement is decided on its own page. */
function aboutWork(recommendations: readonly Recommendation[]): Recommendation | null {
  return recommendations.find(({ kind }) => kind !== "PLACEMENT") ?? null;
}

/** Leaving saves what is unsent and lets go of the claim, so that a colleague need not wait for it to end. */
function useKeeper(review: Review, userId: string, isReadOnly: boolean): MarkingKeeper {
  const keeper = useMemo(
    () =>
      new MarkingKeeper({
        saved: entryOf(review),
        shelf: isReadOnly ? NO_SHELF : markingShelf(userId, review.id),
        send: (entry) => saveDraft(review.id, entry),
      }),
    [review, userId, isReadOnly],
  );
  useEffect(() => {
    if (isReadOnly) return;
    return () => void leave(keeper, review.id);
  }, [keeper, review.id, isReadOnly]);
  return keeper;
}

async function leave(keeper: MarkingKeeper, reviewId: string): Promise<void> {
  if (keeper.isFinished) return;
  await keeper.flush();
  await release(reviewId).catch(() => undefined);
}

const NO_SHELF = { read: () => null, write: () => undefined, clear: () => undefined };
