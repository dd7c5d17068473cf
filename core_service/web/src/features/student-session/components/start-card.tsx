/** The next exercise before it begins: what it is, why it comes now, and Start. */
import { IconArrowRight, IconBook2, IconListNumbers, IconPencil } from "@tabler/icons-react";
import type { ExerciseSummary, NextContent } from "~/lib/contract";
import { counted } from "~/lib/wording";
import { useAgeTier } from "~/ui/age-tier";
import { ReadToYoungest } from "~/ui/read-to-youngest";
import { speakable } from "~/ui/spoken-math";
import { InlineProblem } from "~/ui/state-view";
import { whyNext } from "../words";
import { BigButton } from "./big-button";
import { Notice } from "./notice";
import classes from "./start-card.module.css";

interface StartCardProps {
  exercise: ExerciseSummary;
  /** Null for what was picked from the list of further assignments. */
  next: NextContent | null;
  onStart: () => void;
  isStarting: boolean;
  problem: unknown;
  onReadLesson: () => void;
  onPick: (item: NextContent["alsoForYou"][number]) => void;
}

const LOOK_AHEAD = "A look ahead at the next level";

export function StartCard(props: StartCardProps) {
  const { exercise, next, onStart, isStarting, problem, onReadLesson, onPick } = props;
  const isEarly = useAgeTier() === "EARLY";
  const isPaper = exercise.exerciseType === "WORKSHEET";
  return (
    <Notice
      sign={isPaper ? <IconPencil stroke={1.6} /> : <IconListNumbers stroke={1.6} />}
      title={exercise.title}
      words={next ? whyNext(next) : null}
      spoken={next?.isPreview ? LOOK_AHEAD : null}
      action={
        <>
          {!isEarly && (
            <BigButton isQuiet onClick={onReadLesson}>
              <IconBook2 aria-hidden stroke={1.8} />
              Read the lesson
            </BigButton>
          )}
          <BigButton aria-busy={isStarting} onClick={onStart}>
            {next?.reason.code === "BEGUN" ? "Go on" : "Start"}
            <IconArrowRight aria-hidden stroke={2} />
          </BigButton>
        </>
      }
    >
      {!isEarly && <p className={classes.facts}>{facts(exercise)}</p>}
      {next?.isPreview && <p className={classes.preview}>{LOOK_AHEAD}</p>}
      {problem !== null && <InlineProblem error={problem} onRetry={onStart} />}
      {next && next.alsoForYou.length > 0 && <AlsoForYou items={next.alsoForYou} onPick={onPick} />}
    </Notice>
  );
}

function facts({ questionCount, estimatedMins, timeLimit, exerciseType }: ExerciseSummary): string {
  const parts = [counted(questionCount, "question")];
  if (exerciseType === "WORKSHEET") parts.push("on paper");
  if (timeLimit) parts.push(counted(timeLimit, "minute"));
  else if (estimatedMins) parts.push(`about ${counted(estimatedMins, "minute")}`);
  return parts.join(", ");
}

function AlsoForYou({
  items,
  onPick,
}: {
  items: NextContent["alsoForYou"];
  onPick: StartCardProps["onPick"];
}) {
  return (
    <div className={classes.also}>
      <h3>Also for you</h3>
      <ul>
        {items.map((item) => (
          <li key={item.assignmentId}>
            <button type="button" className={classes.pick} onClick={() => onPick(item)}>
              {item.title}
            </button>
            <ReadToYoungest text={speakable(item.title)} label={`Read aloud: ${item.title}`} />
          </li>
        ))}
      </ul>
    </div>
  );
}
