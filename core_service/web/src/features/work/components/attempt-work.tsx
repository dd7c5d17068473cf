/** An open attempt at work, in a session or at home: draft, handing in, and what is kept on this device meanwhile. */
import { useEffect, useEffectEvent, type ReactNode } from "react";
import { useQueryClient } from "@tanstack/react-query";
import type { Attempt, Exercise } from "~/lib/contract";
import { fromWire } from "../answers";
import { attemptQuery } from "../api";
import type { SavedDraft, SendDraft } from "../draft-keeper";
import type { DraftShelf } from "../draft-shelf";
import { useDraft, useDraftKeeper } from "../use-draft";
import { useHandIn } from "../use-hand-in";
import { ExercisePlayer, type Progress } from "./exercise-player";
import { KeptHandIn } from "./kept-hand-in";

interface AttemptWorkProps {
  attempt: Attempt;
  exercise: Exercise;
  /** Null at home. */
  sessionId: string | null;
  shelf: DraftShelf;
  send: SendDraft;
  /** The line on which drafts go is up. */
  isLive: boolean;
  /** The draft as another device saved it last. */
  elsewhere?: SavedDraft | null;
  /** Handed in elsewhere, or by the clock. */
  isClosed: boolean;
  /** Who reads what is handed in, by first name. */
  reader: string;
  onFinished: () => void;
  onProgress?: (progress: Progress) => void;
  onQuestionEnd?: () => void;
  onTimeUp: () => void;
  /** Leaves what is handed in but waits on this device, where something follows it. */
  onGoOn?: () => void;
  /** Stands in the question's place while it is there. */
  interruption?: ReactNode;
  /** To the lesson, where nothing beside the questions leads there. */
  onReadLesson?: () => void;
}

const nothing = () => undefined;

export function AttemptWork(props: AttemptWorkProps) {
  const { attempt, exercise, sessionId, shelf, send, isLive, elsewhere, isClosed } = props;
  const queries = useQueryClient();
  const saved = { revision: attempt.draftRevision, answers: fromWire(attempt.answers) };
  const keeper = useDraftKeeper({ saved, shelf, send }, isLive);
  const { refusal } = useDraft(keeper);
  useEffect(() => {
    if (elsewhere) keeper.receive(elsewhere);
  }, [keeper, elsewhere]);

  const finish = () => {
    keeper.finish();
    queries.removeQueries(attemptQuery(attempt.id));
    props.onFinished();
  };
  const handIn = useHandIn({ attemptId: attempt.id, exercise, sessionId, keeper, onDone: finish });
  const isOver = isClosed || refusal?.code === "already_submitted";
  const close = useEffectEvent(finish);
  useEffect(() => {
    if (isOver) close();
  }, [isOver]);

  /** The core does it too, some seconds later: without this device's words, where it has no line. */
  const endInTime = () => {
    if (isLive && !isOver) handIn.start();
    props.onTimeUp();
  };

  if (handIn.isKept) {
    const { answers } = keeper.getState();
    return (
      <KeptHandIn
        reader={props.reader}
        answers={answers}
        onTakeBack={handIn.takeBack}
        onGoOn={props.onGoOn}
      />
    );
  }
  return (
    <ExercisePlayer
      exercise={exercise}
      feedback={attempt.feedback}
      keeper={keeper}
      deadlineAt={attempt.deadlineAt}
      onProgress={props.onProgress ?? nothing}
      onQuestionEnd={props.onQuestionEnd ?? nothing}
      onTimeUp={endInTime}
      onHandIn={handIn.start}
      isHandingIn={handIn.isPending}
      problem={handIn.problem}
      interruption={props.interruption}
      onReadLesson={props.onReadLesson}
    />
  );
}
