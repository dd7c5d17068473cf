/** What a page shows when it has nothing to show yet: loading, empty, failed or forbidden. */
import { Button, Skeleton } from "@mantine/core";
import { IconCloudOff, IconLock, IconMoodEmpty, IconZoomQuestion } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Permission } from "~/lib/contract";
import { failureWords, permissionWords } from "~/lib/permission-words";
import { asProblem, type ProblemError } from "~/lib/problem";
import { PageName } from "./page-name";
import classes from "./state-view.module.css";
import { useDelayed } from "./use-delayed";

const SKELETON_DELAY_MS = 150;

/** Nothing to be seen for the first 150 ms, then a skeleton in the final shape; its room is kept from the start. */
export function LoadingView({ label, children }: { label: string; children?: ReactNode }) {
  const isLate = useDelayed(SKELETON_DELAY_MS);
  return (
    <div
      role="status"
      aria-label={label}
      className={classes.loading}
      data-early={!isLate || undefined}
    >
      {children ?? <SkeletonRows count={5} />}
    </div>
  );
}

export function SkeletonRows({ count, height = 56 }: { count: number; height?: number }) {
  return (
    <div className={classes.rows}>
      {Array.from({ length: count }, (_, row) => (
        <Skeleton key={row} height={height} radius="lg" />
      ))}
    </div>
  );
}

/** A state that is the whole page has the page's only heading. */
type Heading = "h1" | "h2";

function Title({ heading, children }: { heading: Heading; children: string }) {
  return heading === "h1" ? <PageName>{children}</PageName> : <h2>{children}</h2>;
}

interface EmptyViewProps {
  title: string;
  heading?: Heading;
  /** Why it is empty and what to do next. */
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyView({ title, heading = "h2", children, action }: EmptyViewProps) {
  return (
    <div className={classes.state}>
      <IconMoodEmpty aria-hidden size={32} stroke={1.5} />
      <Title heading={heading}>{title}</Title>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

interface ErrorViewProps {
  error: unknown;
  onRetry?: () => void;
  /** What failed, in the reader's words: "Today's sessions could not be loaded". */
  title?: string;
  heading?: Heading;
}

/** Explains a failure in place, with Retry and the request id; forbidden and missing have words of their own. */
export function ErrorView({ error, onRetry, title, heading = "h2" }: ErrorViewProps) {
  const problem = asProblem(error);
  if (problem.isForbidden) return <ForbiddenView problem={problem} heading={heading} />;
  const Icon = problem.isMissing ? IconZoomQuestion : IconCloudOff;
  return (
    <div className={classes.state} role="alert">
      <Icon aria-hidden size={32} stroke={1.5} />
      <Title heading={heading}>
        {problem.isMissing ? "There is nothing here" : (title ?? problem.title)}
      </Title>
      <p>{problem.detail}</p>
      <div className={classes.actions}>
        {onRetry && <Button onClick={onRetry}>Try again</Button>}
        {problem.isMissing && (
          <Button component="a" href="/" variant="default">
            Go to your start page
          </Button>
        )}
      </div>
      {problem.requestId && <p className={classes.requestId}>Request {problem.requestId}</p>}
    </div>
  );
}

interface ForbiddenViewProps {
  problem?: ProblemError;
  /** The permission, where the page itself knows it. */
  needs?: Permission;
  heading?: Heading;
}

export function ForbiddenView({ problem, needs, heading = "h2" }: ForbiddenViewProps) {
  const permission = permissionWords(needs ?? problem?.facts["permission"]);
  return (
    <div className={classes.state} role="alert">
      <IconLock aria-hidden size={32} stroke={1.5} />
      <Title heading={heading}>This page is not open to you</Title>
      <p>
        {permission
          ? `It needs the permission to ${permission}. Your centre's supervisor can tell you who has it.`
          : (problem?.detail ?? "Your role does not include it.")}
      </p>
      <Button component="a" href="/" variant="default">
        Go to your start page
      </Button>
      {problem?.requestId && <p className={classes.requestId}>Request {problem.requestId}</p>}
    </div>
  );
}

/** A failed act, said beside what was tried; it stays until retried or dismissed. */
export function InlineProblem({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  return (
    <div className={classes.inline} role="alert">
      <span>{failureWords(asProblem(error))}</span>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Retry
        </button>
      )}
    </div>
  );
}
