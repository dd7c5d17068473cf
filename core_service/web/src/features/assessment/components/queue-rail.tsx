/** The queue beside the work, 236 px wide: one line of name and exercise each, oldest first. */
import { useEffect, useRef } from "react";
import type { QueueItem } from "~/lib/contract";
import { firstName } from "~/lib/wording";
import { HeldList } from "~/ui/held-list";
import { Portrait } from "~/ui/portrait";
import classes from "./queue-rail.module.css";
import { Age } from "./queue-rows";

interface QueueRailProps {
  items: readonly QueueItem[];
  /** By which filters. */
  of: string;
  currentAttemptId: string;
  onOpen: (item: QueueItem) => void;
}

export function QueueRail({ items, of, currentAttemptId, onOpen }: QueueRailProps) {
  const current = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    current.current?.scrollIntoView({ block: "nearest" });
  }, [currentAttemptId]);
  return (
    <nav aria-label="Queue" className={classes.rail}>
      <HeldList rows={items} keyOf={({ attemptId }) => attemptId} of={`${of} ${currentAttemptId}`}>
        {(shown) => (
          <ul>
            {shown.map((item) => {
              const isCurrent = item.attemptId === currentAttemptId;
              const isAnothers = item.claim !== null && !item.claim.isMine;
              return (
                <li key={item.attemptId}>
                  <button
                    ref={isCurrent ? current : undefined}
                    type="button"
                    className={classes.item}
                    aria-current={isCurrent ? "true" : undefined}
                    onClick={() => onOpen(item)}
                  >
                    <Portrait person={item.student} size={32} isAway={isAnothers} />
                    <span className={classes.words}>
                      <strong>{item.student.name}</strong>
                      <small>
                        {isAnothers
                          ? `${firstName(item.claim?.assessor.name ?? "")} is marking this`
                          : item.exerciseTitle}
                      </small>
                    </span>
                    <Age submittedAt={item.submittedAt} />
                  </button>
                </li>
              );
            })}
          </ul>
        )}
      </HeldList>
    </nav>
  );
}
