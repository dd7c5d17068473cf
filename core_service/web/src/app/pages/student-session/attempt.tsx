/** An open attempt in the room: its drafts and progress go by the room's line, handing in goes to the core. */
import { IconBook2 } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useConnection, useRoomStudent } from "~/features/room/room-provider";
import { BigButton } from "~/features/student-session/components/big-button";
import { ChosenForYou } from "~/features/student-session/components/chosen-for-you";
import {
  Beside,
  BesideButton,
  BesideCard,
} from "~/features/student-session/components/session-frame";
import { type Choices, chosenMeanwhile } from "~/features/student-session/flow";
import { whyNext } from "~/features/student-session/words";
import { fromWire } from "~/features/work/answers";
import { attemptQuery } from "~/features/work/api";
import { AttemptWork } from "~/features/work/components/attempt-work";
import { Speaker } from "~/features/work/components/speaker";
import type { DraftShelf } from "~/features/work/draft-shelf";
import { holdInstructions } from "~/features/work/prompts";
import { useShelf } from "~/features/work/use-shelf";
import type { Attempt, Exercise, NextContent } from "~/lib/contract";
import { firstName } from "~/lib/wording";
import { ChildText } from "~/ui/child-text";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { useMe } from "../../signed-in";
import { useHush } from "../../student/hush";
import { tutorOf } from "./hand";
import { LessonById } from "./lesson";
import { NotTaken, useBegunHere } from "./begun";
import { useProgress, useSendDraft } from "./line";
import type { StepProps } from "./step-props";

const TIME_UP_POLL_MS = 2_000;

interface StudentAttemptProps extends StepProps {
  attemptId: string;
}

export function StudentAttempt(props: StudentAttemptProps) {
  const { attemptId, choices, setChoices } = props;
  const { user } = useMe();
  useHush();
  const [isTimeUp, setIsTimeUp] = useState(false);
  const begun = useBegunHere(attemptId, (opened) => setChoices({ ...choices, opened }));
  const { data, error, isFetchedAfterMount, refetch } = useQuery({
    ...attemptQuery(attemptId),
    enabled: begun.work === null,
    refetchInterval: isTimeUp ? TIME_UP_POLL_MS : false,
  });
  const work = begun.work ?? data;
  const wasClosed = useRoomStudent(user.id)?.results.some((each) => each.attemptId === attemptId);
  const isClosed = wasClosed || (work !== undefined && work.attempt.status !== "IN_PROGRESS");
  const finish = () => setChoices(finished(choices, attemptId));
  const shelf = useShelf(user.id, attemptId);
  const isFresh = begun.work !== null || isFetchedAfterMount || error !== null;
  const [wasFresh, setWasFresh] = useState(false);
  if (isFresh && !wasFresh) setWasFresh(true);
  if (begun.refusal) {
    const goOn = () => {
      begun.dismiss();
      setChoices(left(choices, attemptId));
    };
    return <NotTaken problem={begun.refusal} onGoOn={goOn} />;
  }
  if (work && wasFresh && shelf) {
    return (
      <OpenAttempt
        {...props}
        shelf={shelf}
        attempt={work.attempt}
        exercise={work.exercise}
        isClosed={isClosed}
        onFinished={finish}
        onTimeUp={() => setIsTimeUp(true)}
      />
    );
  }
  if (error) {
    return (
      <ErrorView
        error={error}
        title="The exercise could not be loaded"
        onRetry={() => void refetch()}
      />
    );
  }
  return (
    <LoadingView label="Loading the exercise">
      <SkeletonRows count={3} height={120} />
    </LoadingView>
  );
}

function finished(choices: Choices, attemptId: string): Choices {
  return { ...left(choices, attemptId), picked: choices.picked, finishedAttemptId: attemptId };
}

function left(choices: Choices, attemptId: string): Choices {
  const leftAttemptIds = [...choices.leftAttemptIds, attemptId];
  return { ...choices, opened: null, picked: null, leftAttemptIds };
}

interface OpenAttemptProps extends StudentAttemptProps {
  attempt: Attempt;
  exercise: Exercise;
  shelf: DraftShelf;
  isClosed: boolean;
  onFinished: () => void;
  onTimeUp: () => void;
}

function OpenAttempt(props: OpenAttemptProps) {
  const { attempt, exercise, view, choices, setChoices, refresh } = props;
  const { user } = useMe();
  const isLive = useConnection().kind === "live";
  const send = useSendDraft(attempt.id);
  const onProgress = useProgress(exercise.id);
  const draft = useRoomStudent(user.id)?.draft ?? null;
  const elsewhere = useMemo(
    () =>
      draft?.attemptId === attempt.id
        ? { revision: draft.revision, answers: fromWire(draft.answers) }
        : null,
    [draft, attempt.id],
  );
  const [isReading, setIsReading] = useState(false);
  const meanwhile = useMeanwhile(chosenMeanwhile(view, choices));
  const leave = () => setChoices(left(choices, attempt.id));
  const tutor = firstName(tutorOf(view).name);
  const next = view.enrollments.find(({ id }) => id === attempt.enrollmentId)?.next ?? null;
  const isNext = next?.exercise?.id === exercise.id && next.reason.code !== "BEGUN";
  const interruption = isReading ? (
    <LessonById
      lessonId={exercise.lessonId}
      action={<BigButton onClick={() => setIsReading(false)}>Back to the question</BigButton>}
    />
  ) : meanwhile.next ? (
    <ChosenForYou tutor={tutor} next={meanwhile.next} onGo={leave} onLater={meanwhile.postpone} />
  ) : undefined;
  return (
    <>
      <AttemptWork
        attempt={attempt}
        exercise={exercise}
        sessionId={view.session.id}
        shelf={props.shelf}
        send={send}
        isLive={isLive}
        elsewhere={elsewhere}
        isClosed={props.isClosed}
        reader={tutor}
        onFinished={() => {
          props.onFinished();
          void refresh();
        }}
        onProgress={onProgress}
        onQuestionEnd={meanwhile.show}
        onTimeUp={props.onTimeUp}
        onGoOn={next !== null && next.exercise?.id !== exercise.id ? leave : undefined}
        interruption={interruption}
        onReadLesson={() => setIsReading(!isReading)}
      />
      <BesideWork
        exercise={exercise}
        why={isNext ? whyNext(next) : null}
        isReading={isReading}
        onRead={() => setIsReading(!isReading)}
      />
    </>
  );
}

interface BesideWorkProps {
  exercise: Exercise;
  why: string | null;
  isReading: boolean;
  onRead: () => void;
}

/** What to do, why this comes now, and the lesson one touch away. */
function BesideWork({ exercise, why, isReading, onRead }: BesideWorkProps) {
  return (
    <Beside>
      {exercise.instructions && !holdInstructions(exercise.questions) && (
        <BesideCard title="What to do">
          <p>
            <ChildText>{exercise.instructions}</ChildText>
          </p>
          <Speaker text={exercise.instructions} what="what to do" />
        </BesideCard>
      )}
      {why && <BesideCard title="Why this" words={why} />}
      <BesideButton onClick={onRead}>
        <IconBook2 aria-hidden stroke={1.7} />
        {isReading ? "Back to the question" : "The lesson"}
      </BesideButton>
    </Beside>
  );
}

/** What the tutor chose shows at a question's end, and not again once it was postponed. */
function useMeanwhile(chosen: NextContent | null) {
  const [shown, setShown] = useState<string | null>(null);
  const [postponed, setPostponed] = useState<string | null>(null);
  const key = chosen ? `${chosen.assignmentId}` : null;
  return {
    next: key !== null && shown === key && postponed !== key ? chosen : null,
    show: () => setShown(key),
    postpone: () => setPostponed(key),
  };
}
