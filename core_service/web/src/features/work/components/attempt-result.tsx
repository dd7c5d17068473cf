/** What came of an exercise: right or not yet for each question, with the explanation, and the way on. */
import {
  IconArrowRight,
  IconCheck,
  IconCircleDashed,
  IconEye,
  IconPencil,
  IconRefresh,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Attempt, Exercise } from "~/lib/contract";
import { useAgeTier } from "~/ui/age-tier";
import { ChildText } from "~/ui/child-text";
import { answerInWords } from "../answers";
import {
  type Outcome,
  OUTCOME_WORDS,
  type QuestionResult,
  resultHeadline,
  resultsOf,
} from "../results";
import classes from "./attempt-result.module.css";
import { Speaker } from "./speaker";

interface AttemptResultProps {
  exercise: Exercise;
  attempt: Attempt;
  onNext: () => void;
}

export function AttemptResult({ exercise, attempt, onNext }: AttemptResultProps) {
  const isEarly = useAgeTier() === "EARLY";
  const results = resultsOf(exercise.questions, attempt);
  const headline =
    attempt.status === "GRADED" && attempt.score === null ? "Done!" : resultHeadline(results);
  const isRead = attempt.status === "UNDER_REVIEW" || attempt.status === "SUBMITTED";
  return (
    <div className={classes.result}>
      <section className={classes.card} tabIndex={0} aria-labelledby="result">
        <header>
          {isEarly && <Speaker text={headline} what="the result" kind="prompt" />}
          <div>
            <h2 id="result">{headline}</h2>
            {isRead && <p>A person will read the rest and tell you.</p>}
            {attempt.feedback && <p>{attempt.feedback}</p>}
          </div>
          {attempt.feedback && <Speaker text={attempt.feedback} what="what was said about it" />}
        </header>
        <ol className={classes.questions}>
          {results.map((result) => (
            <ResultRow
              key={result.questionIndex}
              result={result}
              question={exercise.questions[result.questionIndex]?.question ?? ""}
            />
          ))}
        </ol>
        {attempt.explanation && <Explanation text={attempt.explanation} />}
      </section>
      <footer>
        <button type="button" className={classes.next} onClick={onNext}>
          {isEarly ? "Next" : "Go on"}
          <IconArrowRight aria-hidden stroke={2} />
        </button>
      </footer>
    </div>
  );
}

const SIGNS: Readonly<Record<Outcome, ComponentType<{ stroke?: number }>>> = {
  right: IconCheck,
  partly: IconRefresh,
  "not-yet": IconRefresh,
  "left-out": IconCircleDashed,
  "to-be-read": IconEye,
  "on-paper": IconPencil,
};

function ResultRow({ result, question }: { result: QuestionResult; question: string }) {
  const isEarly = useAgeTier() === "EARLY";
  const Sign = SIGNS[result.outcome];
  const isWritten = result.outcome !== "on-paper" && result.outcome !== "left-out";
  const answer = isWritten ? answerInWords(result.answer) : null;
  const asked = question.replace(/_{3,}/g, "…");
  const spoken = [
    `${OUTCOME_WORDS[result.outcome]}.`,
    /[.?!…]$/.test(asked) ? asked : `${asked}.`,
    answer === null ? "" : `Your answer: ${answer}`,
  ].join(" ");
  return (
    <li className={classes.row} data-outcome={result.outcome}>
      <span className={classes.sign}>
        <Sign stroke={2.2} aria-hidden />
      </span>
      <div>
        <p className={classes.outcome}>
          {result.questionIndex + 1}. {OUTCOME_WORDS[result.outcome]}
        </p>
        <p className={classes.question}>
          <ChildText>{asked}</ChildText>
        </p>
        {answer !== null && (
          <p className={classes.answer}>
            Your answer: <ChildText>{answer}</ChildText>
          </p>
        )}
        {result.explanation && <Explanation text={result.explanation} />}
      </div>
      {isEarly && <Speaker text={spoken} what={question} />}
    </li>
  );
}

function Explanation({ text }: { text: string }) {
  return (
    <div className={classes.explanation}>
      <p>
        <ChildText>{text}</ChildText>
      </p>
      <Speaker text={text} what="the explanation" />
    </div>
  );
}
