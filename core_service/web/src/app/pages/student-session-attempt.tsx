/** An open attempt in the room: its drafts and progress go by the room's line, handing in goes to the core. */
import { IconBook2 } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useConnection, useRoomStudent } from "~/features/room/room-provider";
import { BigButton } from "~/features/student-session/components/big-button";
import { ChosenForYou } from "~/features/student-session/components/chosen-for-you";
import {
  Beside,
  BesideButton,
  BesideCard,
} from "~/features/student-session/components/session-frame";
import { type Choices, chosenMeanwhile } from "~/features/student-session/flow";
import { firstName, whyNext } from "~/features/student-session/words";
import { fromWire } from "~/features/work/answers";
import { attemptQuery } from "~/features/work/api";
import { ExercisePlayer } from "~/features/work/components/exercise-player";
import { holdInstructions } from "~/features/work/prompts";
import { deviceShelf } from "~/features/work/draft-shelf";
import { useDraftKeeper } from "~/features/work/use-draft";
import type { Attempt, Exercise, NextContent } from "~/lib/contract";
import { ChildText } from "~/ui/child-text";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { useMe } from "../signed-in";
import { useHandIn } from "./student-session-hand-in";
import { tutorOf } from "./student-session-hand";
import { LessonById } from "./student-session-lesson";
import { useProgress, useSendDraft } from "./student-session-line";
import type { StepProps } from "./student-session-step";

const TIME_UP_POLL_MS = 2_000;

interface StudentAttemptProps extends StepProps {
  attemptId: string;
}

export function StudentAttempt(props: StudentAttemptProps) {
  const { attemptId, choices, setChoices } = props;
  const { user } = useMe();
  const [isTimeUp, setIsTimeUp] = useState(false);
  const { data, error, isFetchedAfterMount, refetch } = useQuery({
    ...attemptQuery(attemptId),
    refetchInterval: isTimeUp ? TIME_UP_POLL_MS : false,
  });
  const wasClosed = useRoomStudent(user.id)?.results.some((each) => each.attemptId === attemptId);
  const isClosed = wasClosed || (data !== undefined && data.attempt.status !== "IN_PROGRESS");
  const finish = () => setChoices(finished(choices, attemptId));
  const isFresh = data !== undefined && (isFetchedAfterMount || error !== null);
  if (isFresh) {
    return (
      <OpenAttempt
        {...props}
        attempt={data.attempt}
        exercise={data.exercise}
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
  const leftAttemptIds = [...choices.leftAttemptIds, attemptId];
  return { ...choices, finishedAttemptId: attemptId, opened: null, leftAttemptIds };
}

interface OpenAttemptProps extends StudentAttemptProps {
  attempt: Attempt;
  exercise: Exercise;
  isClosed: boolean;
  onFinished: () => void;
  onTimeUp: () => void;
}

function OpenAttempt(props: OpenAttemptProps) {
  const { attempt, exercise, view, choices, setChoices, refresh, isClosed, onFinished } = props;
  const { user } = useMe();
  const queries = useQueryClient();
  const isLive = useConnection().kind === "live";
  const send = useSendDraft(attempt.id);
  const keeper = useDraftKeeper(
    {
      saved: { revision: attempt.draftRevision, answers: fromWire(attempt.answers) },
      shelf: deviceShelf(user.id, attempt.id),
      send,
    },
    isLive,
  );
  const onProgress = useProgress(exercise.id, isLive);
  const elsewhere = useRoomStudent(user.id)?.draft ?? null;
  useEffect(() => {
    if (elsewhere?.attemptId !== attempt.id) return;
    keeper.receive({ revision: elsewhere.revision, answers: fromWire(elsewhere.answers) });
  }, [keeper, elsewhere, attempt.id]);

  const finish = () => {
    keeper.finish();
    queries.removeQueries(attemptQuery(attempt.id));
    onFinished();
    void refresh();
  };
  useEffect(() => {
    if (isClosed) finish();
  }, [isClosed]); // eslint-disable-line react-hooks/exhaustive-deps -- once, when the attempt was closed elsewhere
  const handIn = useHandIn({ exercise, sessionId: view.session.id, keeper, onDone: finish });

  const [isReading, setIsReading] = useState(false);
  const meanwhile = useMeanwhile(chosenMeanwhile(view, choices));
  const leave = () =>
    setChoices({
      ...choices,
      opened: null,
      leftAttemptIds: [...choices.leftAttemptIds, attempt.id],
      picked: null,
    });
  const tutor = firstName(tutorOf(view).name);
  const next = view.enrollments.find(({ id }) => id === attempt.enrollmentId)?.next ?? null;
  const isNext = next?.exercise?.id === exercise.id && next.reason.code !== "BEGUN";
  const why = isNext ? whyNext(next) : null;
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
      <ExercisePlayer
        exercise={exercise}
        keeper={keeper}
        deadlineAt={attempt.deadlineAt}
        onProgress={onProgress}
        onQuestionEnd={meanwhile.show}
        onTimeUp={props.onTimeUp}
        onHandIn={handIn.start}
        isHandingIn={handIn.isPending}
        problem={handIn.problem}
        interruption={interruption}
      />
      <Beside>
        {exercise.instructions && !holdInstructions(exercise.questions) && (
          <BesideCard title="What to do">
            <p>
              <ChildText>{exercise.instructions}</ChildText>
            </p>
          </BesideCard>
        )}
        {why && (
          <BesideCard title="Why this">
            <p>{why}</p>
          </BesideCard>
        )}
        <BesideButton onClick={() => setIsReading(!isReading)}>
          <IconBook2 aria-hidden stroke={1.7} />
          {isReading ? "Back to the question" : "The lesson"}
        </BesideButton>
      </Beside>
    </>
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
