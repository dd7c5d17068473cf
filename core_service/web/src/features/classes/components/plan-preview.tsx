/** What planning would make: what is in the way first, then the days, with the holidays that are skipped. */
import { Button } from "@mantine/core";
import { dateText, dayText } from "~/lib/durations";
import { problemWords } from "~/lib/timetable-words";
import { counted } from "~/lib/wording";
import { InlineProblem } from "~/ui/state-view";
import type { Member, Plan } from "../api";
import classes from "./classes.module.css";

interface PlanPreviewProps {
  plan: Plan;
  members: readonly Member[];
  isPlanning: boolean;
  error: unknown;
  onPlan: () => void;
}

export function PlanPreview({ plan, members, isPlanning, error, onPlan }: PlanPreviewProps) {
  const names = new Map(members.map(({ studentId, studentName }) => [studentId, studentName]));
  const problems = plan.lessons.flatMap((lesson) => lesson.problems);
  const possible = plan.lessons.filter(({ isPossible }) => isPossible);
  return (
    <section className={classes.preview} aria-label="Preview">
      {problems.length > 0 && (
        <div className={classes.clashes}>
          <h3>{counted(problems.length, "conflict")}</h3>
          <ul>
            {problems.map((problem, index) => (
              <li key={index}>{problemWords(problem, (id) => names.get(id) ?? "A student")}</li>
            ))}
          </ul>
        </div>
      )}
      {plan.skipped.length > 0 && (
        <p>Skipped, the centre is closed: {plan.skipped.map(dateText).join(", ")}.</p>
      )}
      <ul className={classes.planned} tabIndex={0}>
        {plan.lessons.map((lesson) => (
          <li key={lesson.date} data-out={!lesson.isPossible || undefined}>
            {dayText(`${lesson.date}T12:00:00Z`, "UTC")}:{" "}
            {lesson.isPossible ? counted(lesson.places.length, "student") : "left out"}
          </li>
        ))}
      </ul>
      {error ? <InlineProblem error={error} onRetry={onPlan} /> : null}
      {possible.length === 0 ? (
        <p>Nothing of it can be planned.</p>
      ) : (
        <Button loading={isPlanning} onClick={onPlan}>
          Plan {counted(possible.length, "session")}
        </Button>
      )}
    </section>
  );
}
