/** The queue as rows: who, what, how long it waits, and whether somebody marks it now. */
import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import type { QueueItem } from "~/lib/contract";
import { timeOfDay } from "~/lib/durations";
import { firstName } from "~/lib/wording";
import { CourseIcon } from "~/ui/course-icon";
import { Portrait } from "~/ui/portrait";
import { useNow } from "~/ui/use-now";
import { ageText, isOverdue } from "../age";
import classes from "./queue-rows.module.css";

interface QueueRowsProps {
  items: readonly QueueItem[];
  onOpen: (item: QueueItem) => void;
  /** The attempt that is being opened. */
  opening: string | null;
  mayReview: boolean;
}

export function QueueRows({ items, onOpen, opening, mayReview }: QueueRowsProps) {
  return (
    <ul className={classes.rows}>
      {items.map((item) => (
        <li key={item.attemptId} className={classes.row}>
          <Portrait person={item.student} size={40} />
          <div className={classes.what}>
            <strong>{item.student.name}</strong>
            <span>{item.exerciseTitle}</span>
            <small>
              <CourseIcon subject={item.courseName} /> {item.courseName}, {item.levelLabel}
              {item.tutor && `, with ${item.tutor.name}`}
            </small>
          </div>
          <QueueSign item={item} />
          <Age submittedAt={item.submittedAt} />
          {(mayReview || item.reviewId !== null) && (
            <Button
              variant="default"
              loading={opening === item.attemptId}
              onClick={() => onOpen(item)}
              aria-label={`${mayReview ? "Mark" : "Look at"} ${item.exerciseTitle} by ${item.student.name}`}
            >
              {mayReview ? "Mark" : "Look"}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** "Ravi is marking this", or whose return it is. */
function QueueSign({ item }: { item: QueueItem }) {
  if (item.claim && !item.claim.isMine) {
    return (
      <span className={classes.sign}>{firstName(item.claim.assessor.name)} is marking this</span>
    );
  }
  if (item.reserved && !item.reserved.isMine) {
    return (
      <span className={classes.sign}>
        {firstName(item.reserved.assessor.name)} sees it first, until{" "}
        {timeOfDay(item.reserved.until)}
      </span>
    );
  }
  if (item.isMyReturn) {
    return (
      <span className={classes.sign} data-mine>
        <IconArrowBackUp size={14} aria-hidden /> Back from your return
      </span>
    );
  }
  return <span className={classes.sign} />;
}

export function Age({ submittedAt }: { submittedAt: string }) {
  const now = useNow();
  const isLate = isOverdue(submittedAt, now);
  return (
    <span className={classes.age} data-late={isLate || undefined}>
      {ageText(submittedAt, now)}
      {isLate && <span className="visually-hidden">, over a day</span>}
    </span>
  );
}
