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
import { answerTo, answerWords, openQuestionIndex } from "../answer-words";
import { roomExerciseQuery } from "../api";
import type { OpenHelp, RoomStudent } from "../room-types";
import { statusOf } from "../student-status";
import type { RoomActs } from "../use-room-acts";
import classes from "./panel-work.module.css";

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

function OpenExercise({ student, exerciseId, acts }: OpenExerciseProps) {
  const exercise = useQuery(roomExerciseQuery(exerciseId));
  const [shownIndex, setShownIndex] = useState<number | null>(null);
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
  const { questions, title } = exercise.data;
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
        {question && <QuestionAsSeen question={question} answer={answerTo(student, index)} />}
      </div>
      <AnswerTiles
        student={student}
        count={questions.length}
        openIndex={openIndex}
        shownIndex={index}
        onShow={(chosen) => setShownIndex(chosen === openIndex ? null : chosen)}
      />
      {student.activity?.status !== "COMPLETED" && (
        <Button
          variant="default"
          className={classes.complete}
          onClick={() => void acts.markComplete(student.id, exerciseId)}
        >
          Mark as complete, go on
        </Button>
      )}
    </>
  );
}

function QuestionAsSeen({ question, answer }: { question: Question; answer: Answer["answer"] }) {
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
        <TypedAnswer question={question} answer={answer} />
      )}
    </div>
  );
}

function TypedAnswer({ question, answer }: { question: Question; answer: Answer["answer"] }) {
  const words = answerWords(answer);
  return (
    <p className={classes.typed} data-empty={words === "" || undefined}>
      {words || "Nothing written yet"}
      {words && question.unit ? ` ${question.unit}` : ""}
    </p>
  );
}

interface AnswerTilesProps {
  student: RoomStudent;
  count: number;
  openIndex: number;
  shownIndex: number;
  onShow: (index: number) => void;
}

function AnswerTiles({ student, count, openIndex, shownIndex, onShow }: AnswerTilesProps) {
  return (
    <ol className={classes.tiles}>
      {Array.from({ length: count }, (_, index) => {
        const words = answerWords(answerTo(student, index));
        return (
          <li key={index}>
            <button
              type="button"
              aria-pressed={index === shownIndex}
              aria-label={`Question ${index + 1}: ${words || "no answer yet"}`}
              onClick={() => onShow(index)}
            >
              <span>{index + 1}</span>
              <strong>{words}</strong>
              {index === openIndex && student.activity?.status !== "COMPLETED" && (
                <IconPencil size={13} stroke={1.75} aria-hidden />
              )}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
