/** One job or report: what it is for, how it stands, why it failed, and trying it again. */
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { dayText, timeOfDay } from "~/lib/durations";
import { counted } from "~/lib/wording";
import { InlineProblem } from "~/ui/state-view";
import { type DeadReport, type Job, useRetryJob, useRetryReport } from "../api";
import { jobWords } from "../words";
import classes from "./jobs.module.css";

const when = (instant: string) => `${dayText(instant)}, ${timeOfDay(instant)}`;

export function JobRow({ job, centreName }: { job: Job; centreName: string }) {
  const retry = useRetryJob();
  return (
    <article className={classes.row}>
      <div>
        <strong>{jobWords(job.name)}</strong>
        <small>
          {centreName}. {standing(job)}
        </small>
        <Progress job={job} />
        {job.error && <code>{job.error}</code>}
        {retry.error && <InlineProblem error={retry.error} />}
      </div>
      {job.state === "FAILED" && (
        <TryAgain
          label={`Try again: ${jobWords(job.name)}`}
          isPending={retry.isPending}
          onTry={() => retry.mutate(job.id)}
        />
      )}
    </article>
  );
}

/** "Given up on Monday 30 November, 16:00, after 5 tries". */
function standing({ state, dueAt, doneAt, failedAt, tries }: Job): string {
  const times = counted(tries, "try", "tries");
  switch (state) {
    case "FAILED":
      return `Given up on ${when(failedAt ?? dueAt)}, after ${times}`;
    case "RETRYING":
      return `Failed ${tries === 1 ? "once" : `${tries} times`}, tried again by itself`;
    case "DONE":
      return `Done on ${when(doneAt ?? dueAt)}`;
    case "QUEUED":
      return `Due since ${when(dueAt)}`;
    case "SCHEDULED":
      return `Due on ${when(dueAt)}`;
  }
}

function Progress({ job: { progress, total } }: { job: Job }) {
  if (progress === null || total === null || total === 0) return null;
  return (
    <>
      <progress value={progress} max={total} aria-label="How far it is" />
      <small>
        {progress} of {total}
      </small>
    </>
  );
}

export function DeadReportRow({ report, centreName }: { report: DeadReport; centreName: string }) {
  const retry = useRetryReport();
  const what = report.kind ?? "A report that cannot be read";
  return (
    <article className={classes.row}>
      <div>
        <strong>{what}</strong>
        <small>
          {centreName}. Set aside on {when(report.setAsideAt)}
          {report.sessionId && `, session ${report.sessionId}`}
        </small>
        <code>{report.error}</code>
        {retry.error && <InlineProblem error={retry.error} />}
      </div>
      <TryAgain
        label={`Take in again: ${what}`}
        isPending={retry.isPending}
        onTry={() => retry.mutate(report.id)}
      >
        Take in again
      </TryAgain>
    </article>
  );
}

interface TryAgainProps {
  label: string;
  isPending: boolean;
  onTry: () => void;
  children?: ReactNode;
}

function TryAgain({ label, isPending, onTry, children = "Try again" }: TryAgainProps) {
  return (
    <Button variant="default" aria-label={label} loading={isPending} onClick={onTry}>
      {children}
    </Button>
  );
}
