/** The exercise as a child of each age sees it, to be answered and marked for real, without an attempt (UI 16). */
import { Button, Modal, SegmentedControl } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { type Trial, tryExercise } from "~/features/library/api";
import { cleaned, type ExerciseForm } from "~/features/library/forms";
import { type Answers, toWire } from "~/features/work/answers";
import { QuestionView } from "~/features/work/components/question-view";
import type { AgeTier, Exercise } from "~/lib/contract";
import { AgeTierFrame } from "~/ui/age-tier";
import { InlineProblem } from "~/ui/state-view";
import classes from "./library.module.css";

const TIERS: readonly { value: AgeTier; label: string }[] = [
  { value: "EARLY", label: "5 to 7" },
  { value: "JUNIOR", label: "8 to 11" },
  { value: "SENIOR", label: "12 and over" },
];

interface ExercisePreviewProps {
  exercise: Exercise;
  /** As it stands in the editor, saved or not. */
  form: ExerciseForm;
}

export function ExercisePreview({ exercise, form }: ExercisePreviewProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Preview and try it
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        size="min(900px, 96vw)"
        title={form.title || exercise.title}
      >
        <TryIt form={form} />
      </Modal>
    </>
  );
}

function TryIt({ form }: { form: ExerciseForm }) {
  const [tier, setTier] = useState<AgeTier>("JUNIOR");
  const [answers, setAnswers] = useState<Answers>({});
  const trial = useMutation({
    mutationFn: () => tryExercise(cleaned(form), toWire(answers)),
  });
  return (
    <div className={classes.preview}>
      <SegmentedControl
        aria-label="Age"
        value={tier}
        onChange={(value) => setTier(value as AgeTier)}
        data={[...TIERS]}
      />
      <div className={classes.child}>
        <AgeTierFrame tier={tier}>
          <div className={classes.asked}>
            {form.questions.map((question, index) => (
              <QuestionView
                key={`${index} ${question.type}`}
                instructions={index === 0 ? form.instructions : null}
                question={question}
                labelledBy={`preview-${index}`}
                value={answers[index]}
                onAnswer={(value) => setAnswers((before) => ({ ...before, [index]: value }))}
              />
            ))}
          </div>
        </AgeTierFrame>
      </div>
      {trial.error && <InlineProblem error={trial.error} />}
      {trial.data && <Marks trial={trial.data} />}
      <div className={classes.tools}>
        <Button loading={trial.isPending} onClick={() => trial.mutate()}>
          Try it
        </Button>
        <Button
          variant="default"
          onClick={() => {
            setAnswers({});
            trial.reset();
          }}
        >
          Start again
        </Button>
      </div>
    </div>
  );
}

function Marks({ trial }: { trial: Trial }) {
  return (
    <div role="status" className={classes.marks}>
      <strong>
        {trial.score === null
          ? "Done on paper: a person marks it."
          : `${trial.score} of ${trial.maxScore}`}
        {trial.status === "UNDER_REVIEW" && ", and a person marks the rest"}
      </strong>
      <ol>
        {trial.answers.map((each, index) => (
          <li
            key={each.questionIndex}
            className={classes.mark}
            data-right={each.isCorrect ?? undefined}
          >
            {each.questionIndex + 1}. {markWords(each.isCorrect, each.score)}
            {trial.explanations[index] && ` ${trial.explanations[index]}`}
          </li>
        ))}
      </ol>
    </div>
  );
}

function markWords(isCorrect: boolean | null, score: number | null): string {
  if (isCorrect === null) return "A person marks this.";
  if (isCorrect) return "Right.";
  return score ? "Partly right." : "Not right.";
}
