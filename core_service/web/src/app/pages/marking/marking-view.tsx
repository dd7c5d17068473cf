/** The marking view: header, queue 236, work, rubric 404; below 1200 px the rubric is a sheet at the foot. */
import { useLocalStorage } from "@mantine/hooks";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { OpenReview } from "~/features/assessment/api";
import { MarkingKeysDialog } from "~/features/assessment/components/marking-keys-dialog";
import { QueueFilterBar } from "~/features/assessment/components/queue-filters";
import { QueueRail } from "~/features/assessment/components/queue-rail";
import { RubricPane } from "~/features/assessment/components/rubric-pane";
import { WorkView } from "~/features/assessment/components/work-view";
import { useMarking } from "~/features/assessment/use-marking";
import { useMarkingKeys } from "~/features/assessment/use-marking-keys";
import { levelsQuery } from "~/lib/courses";
import { firstName } from "~/lib/wording";
import { StaleLine } from "~/ui/loaded";
import { useMe } from "../../signed-in";
import { MarkingHeader } from "./marking-header";
import { MarkingNotice } from "./marking-notice";
import classes from "./marking-view.module.css";
import { useQueueWalk } from "./use-queue-walk";

interface MarkingViewProps {
  opened: OpenReview;
  mayReview: boolean;
  onRetry: () => void;
}

export function MarkingView({ opened, mayReview, onRetry }: MarkingViewProps) {
  const { review, closed } = opened;
  const me = useMe();
  const queries = useQueryClient();
  const walk = useQueueWalk(review.attemptId, mayReview);
  const { data: levels = [] } = useQuery(levelsQuery);
  const marking = useMarking({
    review,
    userId: me.user.id,
    isReadOnly: !mayReview || closed !== null || review.status === "COMPLETED",
    onDone: () => {
      walk.goOn();
      void queries.invalidateQueries({ queryKey: ["assessment"] });
    },
  });
  const view = useViewState();
  const feedbackField = useRef<HTMLTextAreaElement>(null);
  useMarkingKeys(
    {
      step: marking.step,
      points: (points) => marking.active && marking.setPoints(marking.active, points),
      most: () => marking.active?.max ?? 0,
      note: () => marking.active?.kind === "criterion" && view.setNoteKey(marking.active.key),
      feedback: () => feedbackField.current?.focus(),
      undo: marking.undo,
      item: walk.step,
      confirm: () => confirmAdvice(marking),
      save: marking.complete,
      giveBack: () => giveBack(marking, view),
      showKeys: () => view.setKeysOpen(true),
      back: () => (view.isReturning ? view.setReturning(false) : walk.back()),
    },
    view.areKeysOn,
  );
  return (
    <div className={classes.view}>
      <MarkingHeader
        review={review}
        save={marking.isReadOnly ? null : marking.state.save}
        walk={walk}
        onKeys={() => view.setKeysOpen(true)}
      />
      {walk.oldSince !== null && <StaleLine since={walk.oldSince} onRetry={walk.readAgain} />}
      <MarkingNotice
        review={review}
        closed={closed ?? marking.state.refusal ?? walk.problem}
        onRetry={closed ? onRetry : marking.state.refusal ? marking.retry : undefined}
      />
      <div className={classes.columns}>
        <div className={classes.queue}>
          <QueueFilterBar isShort filters={walk.filters} onChange={walk.filter} tutors={[]} />
          <QueueRail
            items={walk.items}
            of={walk.search}
            currentAttemptId={review.attemptId}
            onOpen={(item) => void walk.open(item)}
          />
        </div>
        <div className={classes.work} tabIndex={0} role="region" aria-label="The work">
          <WorkView review={review} />
        </div>
        <section className={classes.rubric} data-folded={view.isFolded} aria-label="Marks">
          <button
            type="button"
            className={classes.handle}
            aria-expanded={!view.isFolded}
            onClick={() => view.setFolded(!view.isFolded)}
          >
            {view.isFolded ? "Show the marks" : "Show more of the work"}
          </button>
          <RubricPane
            marking={marking}
            studentName={firstName(review.student.name)}
            levels={levels}
            feedbackField={feedbackField}
            noteKey={view.noteKey}
            onNote={view.setNoteKey}
            isReturning={view.isReturning}
            onReturning={view.setReturning}
          />
        </section>
      </div>
      <MarkingKeysDialog
        isOpen={view.isKeysOpen}
        onClose={() => view.setKeysOpen(false)}
        areKeysOn={view.areKeysOn}
        onSwitch={view.setKeysOn}
      />
    </div>
  );
}

type ViewState = ReturnType<typeof useViewState>;

function useViewState() {
  const [noteKey, setNoteKey] = useState<string | null>(null);
  const [isReturning, setReturning] = useState(false);
  const [isKeysOpen, setKeysOpen] = useState(false);
  const [isFolded, setFolded] = useState(false);
  const [areKeysOn, setKeysOn] = useLocalStorage({ key: "aetherlearn-keys", defaultValue: true });
  return {
    ...{ noteKey, setNoteKey, isReturning, setReturning, isKeysOpen, setKeysOpen },
    ...{ isFolded, setFolded, areKeysOn, setKeysOn },
  };
}

type Marking = ReturnType<typeof useMarking>;

/** Y says yes to what is recommended, and again takes it back. */
function confirmAdvice({ recommendation, advice, setAdvice, isReadOnly }: Marking): void {
  if (recommendation === null || isReadOnly) return;
  const isConfirmed = advice?.decision === "confirm";
  const word = { decision: "confirm" as const, recommendationId: recommendation.id };
  setAdvice(isConfirmed ? null : { ...word, newLevel: null, reason: null });
}

/** The first press asks what to redo, the second sends it. */
function giveBack(marking: Marking, view: ViewState): void {
  if (marking.isReadOnly || marking.isBusy) return;
  if (view.isReturning && marking.entry.feedback.trim() !== "") marking.giveBack();
  else view.setReturning(true);
}
