/** The work as it was handed in: each question with the answer, what the core made of it, and what was expected. */
import { IconCheck, IconCircleDashed, IconRefresh } from "@tabler/icons-react";
import type { ExpectedAnswer, Question, Review } from "~/lib/contract";
import { counted } from "~/lib/wording";
import { ChildText } from "~/ui/child-text";
import { isObjective } from "../marks";
import classes from "./work-view.module.css";

export function WorkView({ review }: { review: Review }) {
  const { exercise } = review;
  return (
    <article className={classes.work} aria-label={`${exercise.title} by ${review.student.name}`}>
      <header>
        <h2>{exercise.title}</h2>
        {exercise.instructions && (
          <p>
            <ChildText>{exercise.instructions}</ChildText>
          </p>
        )}
      </header>
      <ol className={classes.questions}>
        {exercise.questions.map((question, index) => (
          <QuestionWork key={index} review={review} question={question} index={index} />
        ))}
      </ol>
    </article>
  );
}

interface QuestionWorkProps {
  review: Review;
  question: Question;
  index: number;
}

function QuestionWork({ review, question, index }: QuestionWorkProps) {
  const given = review.answers.find((each) => each.questionIndex === index);
  const expected = review.exercise.expectedAnswers?.[index];
  return (
    <li className={classes.question}>
      <p className={classes.prompt}>
        <span className={classes.number} aria-hidden>
          {index + 1}
        </span>
        <ChildText>{question.question.replace(/_{3,}/g, "____")}</ChildText>
      </p>
      {question.image && (
        <img className={classes.image} src={question.image} alt={question.imageAlt ?? ""} />
      )}
      <AnswerBlock question={question} answer={given?.answer} />
      {isObjective(review, index) && <Verdict isCorrect={given?.isCorrect} score={given?.score} />}
      {expected && <Expected expected={expected} isObjective={isObjective(review, index)} />}
    </li>
  );
}

function AnswerBlock({ question, answer }: { question: Question; answer: unknown }) {
  const words = answerText(answer);
  if (question.type === "WORKSHEET") return <p className={classes.blank}>Done on paper</p>;
  if (words === "") return <p className={classes.blank}>Left blank</p>;
  const isLong = question.type === "LONG_ANSWER" || question.type === "SHORT_ANSWER";
  return (
    <div className={classes.answer} data-long={isLong || undefined}>
      <p>
        <ChildText>{words}</ChildText>
      </p>
      {isLong && <small>{countWords(words)}</small>}
    </div>
  );
}

/** The core's own verdict, which the assessor can change in the rows of points. */
function Verdict({ isCorrect, score }: { isCorrect?: boolean; score?: number }) {
  const kind = isCorrect ? "right" : score ? "partly" : "not-yet";
  const Sign = isCorrect ? IconCheck : score ? IconCircleDashed : IconRefresh;
  return (
    <p className={classes.verdict} data-kind={kind}>
      <Sign size={16} stroke={2.2} aria-hidden />
      {{ right: "Right", partly: "Partly right", "not-yet": "Not right" }[kind]}
    </p>
  );
}

function Expected({ expected, isObjective }: { expected: ExpectedAnswer; isObjective: boolean }) {
  const words = answerText(expected.answer);
  if (words === "") return null;
  if (!isObjective) {
    return (
      <details className={classes.model}>
        <summary>What a good answer holds</summary>
        <p>
          <ChildText>{words}</ChildText>
        </p>
      </details>
    );
  }
  return (
    <p className={classes.expected}>
      Expected: <ChildText>{words}</ChildText>
    </p>
  );
}

/** An answer of any shape in words; empty for none. */
function answerText(answer: unknown): string {
  if (answer === null || answer === undefined) return "";
  if (Array.isArray(answer)) return answer.map((part) => String(part ?? "…")).join(", ");
  if (typeof answer === "object") {
    return Object.entries(answer)
      .map(([left, right]) => `${left} → ${right === null ? "…" : String(right)}`)
      .join(", ");
  }
  return String(answer).trim();
}

function countWords(text: string): string {
  const count = text.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  return counted(count, "word");
}
