/** Where one is in an exercise: a step for each question, ticked when it is answered. */
import { IconCheck, IconFlag } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { Question } from "~/lib/contract";
import { type Answers, isComplete } from "../answers";
import classes from "./question-steps.module.css";

interface QuestionStepsProps {
  questions: readonly Question[];
  answers: Answers;
  /** The open question; their number stands for the check before handing in. */
  place: number;
  onGo: (place: number) => void;
}

export function QuestionSteps({ questions, answers, place, onGo }: QuestionStepsProps) {
  const steps = useRef<HTMLElement>(null);
  useEffect(() => {
    const step = steps.current?.querySelector("[aria-current]");
    step?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [place]);
  return (
    <nav ref={steps} aria-label="Questions" className={classes.steps}>
      <ol>
        {questions.map((question, index) => {
          const isDone = isComplete(question, answers[index]);
          return (
            <li key={index} data-done={isDone}>
              <button
                type="button"
                data-done={isDone}
                aria-current={index === place ? "step" : undefined}
                aria-label={`Question ${index + 1}${isDone ? ", answered" : ""}`}
                onClick={() => onGo(index)}
              >
                {isDone && index !== place ? <IconCheck aria-hidden stroke={2} /> : index + 1}
              </button>
            </li>
          );
        })}
        <li>
          <button
            type="button"
            data-end
            aria-current={place === questions.length ? "step" : undefined}
            aria-label="Check and hand in"
            onClick={() => onGo(questions.length)}
          >
            <IconFlag aria-hidden stroke={1.8} />
          </button>
        </li>
      </ol>
    </nav>
  );
}
