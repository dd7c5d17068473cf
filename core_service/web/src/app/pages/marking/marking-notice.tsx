/** Why nothing can be entered here, or what does not work: said once, below the header. */
import { Link } from "react-router";
import type { Review } from "~/lib/contract";
import { timeOfDay } from "~/lib/durations";
import type { ProblemError } from "~/lib/problem";
import { firstName } from "~/lib/wording";
import classes from "./marking-notice.module.css";

interface MarkingNoticeProps {
  review: Review;
  closed: ProblemError | null;
  onRetry?: () => void;
}

export function MarkingNotice({ review, closed, onRetry }: MarkingNoticeProps) {
  const words = noticeText(review, closed);
  if (words === null) return null;
  return (
    <div className={classes.notice} role={closed ? "alert" : "status"}>
      <span>{words}</span>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
      <Link to="/dashboard/assessments">To the queue</Link>
    </div>
  );
}

function noticeText(review: Review, closed: ProblemError | null): string | null {
  if (closed) return closedText(closed);
  if (review.status !== "COMPLETED") return null;
  const when = review.reviewedAt ? `, ${timeOfDay(review.reviewedAt)}` : "";
  return `Marked by ${review.assessorName}${when}.`;
}

function closedText(closed: ProblemError): string {
  const { assessor, until } = closed.facts;
  if (typeof assessor !== "string" || typeof until !== "string") return closed.detail;
  const name = firstName(assessor);
  return closed.code === "reserved"
    ? `${name} returned this work and sees it first, until ${timeOfDay(until)}.`
    : `${name} is marking this, until ${timeOfDay(until)} at the latest.`;
}
