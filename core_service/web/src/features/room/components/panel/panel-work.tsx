/** The open exercise as the student sees it, with every answer so far, live. */
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconPencil } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { Question } from "~/lib/contract";
import type { Answer } from "~/generated/protocol";
import { timeOfDay } from "~/lib/durations";
import { HelpPicture } from "~/ui/help-picture";
import { MathText } from "~/ui/math-text";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { answerTo, answerWords, openQuestionIndex } from "../../answer-words";
import { roomExerciseQuery } from "../../api";
import type { OpenHelp, RoomStudent } from "../../state/room-types";
import { isHandedIn, statusOf } from "../../state/student-status";
import type { RoomActs } from "../../room-acts";
import { type Mark, MARK_WORDS, type MarkOf, useDraftMarks } from "../../draft-marks";
import { ExercisesToday } from "./exercises-today";
import { MarkSign } from "../mark-sign";
import classes from "./panel-work.module.css";

const SHOWN_RESULTS = 4;

interface PanelWorkProps {
  student: RoomStudent;
  acts: RoomActs;
  timeZone?: string;
  next: ReactNode;
}

export function PanelWork({ student, acts, timeZone, next }: PanelWorkProps) {
  const exerciseId = student.activity?.exerciseId;
  return (
    <div className={classes.work}>
      {student.help && <HandWords help={student.help} timeZone={timeZone} />}
      {exerciseId ? (
        <OpenExercise key={exerciseId} student={student} exerciseId={exerciseId} acts={acts} />
      ) : (
        <p className={classes.nothing}>
          {student.activity?.lessonTitle
            ? `Reading ${student.activity.lessonTitle}.`
            : "No exercise is open yet."}
        </p>
      )}
      {next}
      {student.results.length > 0 && (
        <section className={classes.earlier}>
          <h3>Earlier today</h3>
          <ExercisesToday student={student} most={SHOWN_RESULTS} />
        </section>
      )}
    </div>
  );
}

function HandWords({ help, timeZone }: { help: OpenHelp; timeZone?: string }) {
  return (
    <div className={classes.hand}>
      {help.message && <p>“{help.message}”</p>}
      {help.picture && <HelpPicture name={help.picture} size={24} />}
      <small>
        Hand up at {timeOfDay(help.requestedAt, timeZone)}
        {help.priority === "URGENT" && ", urgent"}
      </small>
    </div>
  );
}

type OpenExerciseProps = Pick<PanelWorkProps, "student" | "acts"> & { exerciseId: string };

function OpenExercise({ exerciseId, ...props }: OpenExerciseProps) {
  const exercise = useQuery(roomExerciseQuery(exerciseId));
  if (exercise.isPending) {
    return (
      <LoadingView label="Loading the exercise">
        <SkeletonRows count={2} height={90} />
      </LoadingView>
    );
  }
  if (exercise.error) {
    return (
      <ErrorView
        error={exercise.error}
        title="The exercise could not be loaded"
        onRetry={() => void exercise.refetch()}
      />
    );
  }
  return <ShownExercise {...props} exercise={exercise.data} />;
}

interface ShownExerciseProps extends Pick<PanelWorkProps, "student" | "acts"> {
  exercise: { id: string; title: string; questions: Question[] };
}

function ShownExercise({ student, acts, exercise }: ShownExerciseProps) {
  const { questions, title } = exercise;
  const [shownIndex, setShownIndex] = useState<number | null>(null);
  const markOf = useDraftMarks(student);
  const isOver = isHandedIn(student);
  const openIndex = openQuestionIndex(student);
  const index = Math.min(shownIndex ?? openIndex, questions.length - 1);
  const question = questions[index];
  const isOpenOne = index === openIndex && statusOf(student) === "working";
  return (
    <>
      <div className={classes.box}>
        <p className={classes.title}>
          <strong>{title}</strong> Question {index + 1} of {questions.length}
          {isOpenOne && <span className={classes.typing}>open now</span>}
        </p>
        {question && (
          <QuestionAsSeen
            question={question}
            answer={answerTo(student, index)}
            nothing={isOver ? "Handed in" : "Nothing written yet"}
          />
        )}
        <MarkWords mark={markOf(index)} />
      </div>
      <AnswerTiles
        student={student}
        count={questions.length}
        openIndex={openIndex}
        shownIndex={index}
        markOf={markOf}
        onShow={(chosen) => setShownIndex(chosen === openIndex ? null : chosen)}
      />
      {!isOver && (
        <Button
          variant="default"
          className={classes.complete}
          onClick={() => void acts.markComplete(student.id, exercise.id)}
        >
          Mark as complete, go on
        </Button>
      )}
    </>
  );
}

/** What the student is not told until the work is handed in. */
function MarkWords({ mark }: { mark: Mark | null }) {
  if (mark === null || mark === "person") return null;
  return (
    <p className={classes.mark} data-mark={mark}>
      {mark === "right" ? "Right." : "Not right yet."} Only you see this.
    </p>
  );
}

interface QuestionAsSeenProps {
  question: Question;
  answer: Answer["answer"];
  /** What is said where no answer is known. */
  nothing: string;
}

function QuestionAsSeen({ question, answer, nothing }: QuestionAsSeenProps) {
  return (
    <div className={classes.question}>
      <p>
        <MathText>{question.question}</MathText>
      </p>
      {question.type === "MULTIPLE_CHOICE" ? (
        <ul className={classes.options}>
          {question.options?.map((option) => {
            const text = typeof option === "string" ? option : option.text;
            return (
              <li key={text} data-chosen={text === answer || undefined}>
                <MathText>{text}</MathText>
                {text === answer && <span className="visually-hidden"> (chosen)</span>}
              </li>
            );
          })}
        </ul>
      ) : (
        <TypedAnswer question={question} answer={answer} nothing={nothing} />
      )}
    </div>
  );
}

function TypedAnswer({ question, answer, nothing }: QuestionAsSeenProps) {
  const words = answerWords(answer);
  return (
    <p className={classes.typed} data-empty={words === "" || undefined}>
      {words || nothing}
      {words && question.unit ? ` ${question.unit}` : ""}
    </p>
  );
}

interface AnswerTilesProps {
  student: RoomStudent;
  count: number;
  openIndex: number;
  shownIndex: number;
  markOf: MarkOf;
  onShow: (index: number) => void;
}

function AnswerTiles({ student, count, openIndex, shownIndex, markOf, onShow }: AnswerTilesProps) {
  return (
    <ol className={classes.tiles}>
      {Array.from({ length: count }, (_, index) => {
        const words = answerWords(answerTo(student, index));
        const mark = markOf(index);
        const isOpen = index === openIndex && !isHandedIn(student);
        return (
          <li key={index}>
            <button
              type="button"
              aria-pressed={index === shownIndex}
              aria-label={tileLabel(index, words, mark)}
              onClick={() => onShow(index)}
            >
              <span>{index + 1}</span>
              <strong>{words}</strong>
              {isOpen ? (
                <IconPencil size={13} stroke={1.75} aria-hidden />
              ) : (
                <MarkSign mark={mark} size={14} />
              )}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

function tileLabel(index: number, words: string, mark: Mark | null): string {
  const marked = mark === null ? "" : `, ${MARK_WORDS[mark]}`;
  return `Question ${index + 1}: ${words || "no answer yet"}${marked}`;
}
