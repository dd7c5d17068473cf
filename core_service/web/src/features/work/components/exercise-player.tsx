/** An exercise being worked on: steps, one question at a time, Back and Next that never move, the check at the end. */
import { IconArrowLeft, IconArrowRight, IconBook2, IconRefresh } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { Exercise } from "~/lib/contract";
import { useAgeTier } from "~/ui/age-tier";
import { ChildText } from "~/ui/child-text";
import { answeredCount, gapsOf, progressPct } from "../answers";
import type { DraftKeeper } from "../draft-keeper";
import { holdInstructions } from "../prompts";
import { useDraft } from "../use-draft";
import { useKeys } from "../use-keys";
import { DraftConflictPanel } from "./draft-conflict";
import classes from "./exercise-player.module.css";
import { HandInCheck } from "./hand-in-check";
import { QuestionSteps } from "./question-steps";
import { QuestionView } from "./question-view";
import { SaveLine } from "./save-line";
import { Speaker } from "./speaker";
import { TimeLimit } from "./time-limit";

export interface Progress {
  answeredCount: number;
  progressPct: number;
  questionIndex: number;
}

export interface ExercisePlayerProps {
  exercise: Exercise;
  /** What an assessor said when giving the work back. */
  feedback?: string | null;
  keeper: DraftKeeper;
  deadlineAt: string | null;
  onProgress: (progress: Progress) => void;
  /** A question was left: what waited for its end may come now. */
  onQuestionEnd: () => void;
  onTimeUp: () => void;
  onHandIn: () => void;
  isHandingIn: boolean;
  problem: unknown;
  /** Stands in the question's place while it is there. */
  interruption?: ReactNode;
  /** To the lesson, where nothing beside the questions leads there. */
  onReadLesson?: () => void;
}

export function ExercisePlayer(props: ExercisePlayerProps) {
  const { exercise, keeper, onProgress, onQuestionEnd } = props;
  const { questions } = exercise;
  const draft = useDraft(keeper);
  const gaps = gapsOf(questions, draft.answers);
  const [place, setPlace] = useState(() => gaps[0]?.questionIndex ?? questions.length);
  const answered = answeredCount(questions, draft.answers);
  const percent = progressPct(questions, draft.answers);
  const questionIndex = Math.min(place, questions.length - 1);

  useEffect(() => {
    onProgress({ answeredCount: answered, progressPct: percent, questionIndex });
  }, [onProgress, answered, percent, questionIndex]);

  const go = (to: number) => {
    if (to < 0 || to > questions.length) return;
    setPlace(to);
    onQuestionEnd();
    void keeper.flush();
  };
  const player = useRef<HTMLDivElement>(null);
  useKeys((event) => {
    if (event.key !== "Enter" || place >= questions.length) return;
    if (!takesEnter(event.target, player.current)) go(place + 1);
  });
  const isEarly = useAgeTier() === "EARLY";
  const limit = <TimeLimit deadlineAt={props.deadlineAt} onTimeUp={props.onTimeUp} />;
  return (
    <div ref={player} className={classes.player}>
      <div className={classes.top}>
        <QuestionSteps questions={questions} answers={draft.answers} place={place} onGo={go} />
        <PlaceWords place={place} count={questions.length} />
        {!isEarly && limit}
      </div>
      <div className={classes.notes}>
        {isEarly && limit}
        {props.feedback && <Returned feedback={props.feedback} />}
        <Instructions exercise={exercise} place={place} onReadLesson={props.onReadLesson} />
      </div>
      <Card place={place}>
        {draft.conflict ? (
          <DraftConflictPanel mine={draft.answers} theirs={draft.conflict} keeper={keeper} />
        ) : (
          (props.interruption ?? <Content {...props} place={place} go={go} gaps={gaps} />)
        )}
      </Card>
      <footer className={classes.bottom}>
        <NavButton kind="back" isHidden={place === 0} onClick={() => go(place - 1)} />
        <SaveLine draft={draft} />
        <NavButton
          kind={place === questions.length - 1 ? "check" : "next"}
          isHidden={place >= questions.length}
          onClick={() => go(place + 1)}
        />
      </footer>
    </div>
  );
}

/** Buttons and long texts have their own Enter, and so has everything beside the player. */
function takesEnter(target: EventTarget | null, player: HTMLElement | null): boolean {
  if (!(target instanceof Element) || target === document.body) return false;
  return !player?.contains(target) || target.closest("button, a, textarea") !== null;
}

interface ContentProps extends ExercisePlayerProps {
  place: number;
  go: (place: number) => void;
  gaps: ReturnType<typeof gapsOf>;
}

function Content({ exercise, keeper, place, go, gaps, ...rest }: ContentProps) {
  const draft = useDraft(keeper);
  const labelledBy = useId();
  const isEarly = useAgeTier() === "EARLY";
  const question = exercise.questions[place];
  if (question === undefined) {
    return (
      <HandInCheck
        gaps={gaps}
        questionCount={exercise.questions.length}
        isPaper={exercise.questions.every(({ type }) => type === "WORKSHEET")}
        onGo={go}
        onHandIn={rest.onHandIn}
        isHandingIn={rest.isHandingIn}
        problem={rest.problem}
      />
    );
  }
  return (
    <QuestionView
      key={place}
      question={question}
      value={draft.answers[place]}
      onAnswer={(value) => keeper.answer(place, value)}
      labelledBy={labelledBy}
      instructions={holdInstructions(exercise.questions) && !isEarly ? exercise.instructions : null}
    />
  );
}

/** Scrolls by itself when a question is long, so that Back and Next stay where they are. */
function Card({ place, children }: { place: number; children: ReactNode }) {
  const card = useRef<HTMLElement>(null);
  useEffect(() => {
    card.current?.scrollTo?.({ top: 0 });
    card.current?.querySelector<HTMLElement>("input:not([type=radio]), textarea")?.focus({
      preventScroll: true,
    });
  }, [place]);
  return (
    <section ref={card} className={classes.card} aria-label="Question">
      {children}
    </section>
  );
}

function PlaceWords({ place, count }: { place: number; count: number }) {
  return (
    <p className={classes.place} aria-live="polite">
      {place < count ? `Question ${place + 1} of ${count}` : "Last look"}
    </p>
  );
}

/** Beside the questions on wide screens (see the page), above them on narrow ones; for the youngest once, at the start. */
function Instructions({
  exercise,
  place,
  onReadLesson,
}: Pick<ExercisePlayerProps, "exercise" | "onReadLesson"> & { place: number }) {
  const isEarly = useAgeTier() === "EARLY";
  const isSaid = isEarly ? place === 0 : !holdInstructions(exercise.questions);
  const words = isSaid ? exercise.instructions : null;
  const isLessonOpen = onReadLesson !== undefined && !isEarly;
  if (!words && !isLessonOpen) return null;
  return (
    <div className={classes.instructions}>
      {words && (
        <>
          <p>
            <ChildText>{words}</ChildText>
          </p>
          <Speaker text={words} what="what to do" />
        </>
      )}
      {isLessonOpen && (
        <button
          type="button"
          className={classes.lesson}
          aria-label="The lesson"
          onClick={onReadLesson}
        >
          <IconBook2 aria-hidden stroke={1.7} />
        </button>
      )}
    </div>
  );
}

/** Work that came back: what to do again, until it is handed in. */
function Returned({ feedback }: { feedback: string }) {
  return (
    <div className={classes.returned}>
      <IconRefresh aria-hidden stroke={1.8} />
      <p>
        <strong>Have another look.</strong> <ChildText>{feedback}</ChildText>
      </p>
      <Speaker text={feedback} what="what to do again" />
    </div>
  );
}

interface NavButtonProps {
  kind: "back" | "next" | "check";
  isHidden: boolean;
  onClick: () => void;
}

function NavButton({ kind, isHidden, onClick }: NavButtonProps) {
  const isEarly = useAgeTier() === "EARLY";
  const next = isEarly ? "Next" : kind === "check" ? "Check answers" : "Next question";
  return (
    <button
      type="button"
      className={kind === "back" ? classes.back : classes.next}
      data-hidden={isHidden}
      tabIndex={isHidden ? -1 : undefined}
      aria-hidden={isHidden}
      aria-label={kind === "back" ? "Back" : next}
      onClick={isHidden ? undefined : onClick}
    >
      {kind === "back" && <IconArrowLeft aria-hidden stroke={2} />}
      <span className={classes.long}>{kind === "back" ? "Back" : next}</span>
      {kind !== "back" && (
        <span className={classes.short}>{kind === "check" && !isEarly ? "Check" : "Next"}</span>
      )}
      {kind !== "back" && <IconArrowRight aria-hidden stroke={2} />}
    </button>
  );
}
