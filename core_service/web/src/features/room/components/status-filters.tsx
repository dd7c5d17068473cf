/** The statuses with their counts, as filters that dim the rest in place. */
import { useShallow } from "zustand/react/shallow";
import { STATUS_WORDS, type StudentStatus } from "~/ui/status";
import { StatusShape } from "~/ui/status-shape";
import { useRoomState } from "../room-provider";
import { countStatuses } from "../state/student-status";
import classes from "./status-filters.module.css";

const SHOWN: readonly StudentStatus[] = [
  "hand",
  "quiet",
  "working",
  "finished",
  "offline",
  "not-here",
  "not-started",
];
/** Said only when there is someone to count; last, so that no other filter moves for it. */
const RARE = new Set<StudentStatus>(["not-started"]);

interface StatusFiltersProps {
  chosen: StudentStatus | null;
  onChoose: (status: StudentStatus | null) => void;
}

export function StatusFilters({ chosen, onChoose }: StatusFiltersProps) {
  const counts = useRoomState(useShallow(({ students }) => countStatuses(Object.values(students))));
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <div className={classes.filters} role="group" aria-label="Show students by status">
      <button
        type="button"
        className={classes.all}
        aria-pressed={chosen === null}
        onClick={() => onChoose(null)}
      >
        All <strong>{total}</strong>
      </button>
      {SHOWN.filter((status) => counts[status] > 0 || !RARE.has(status)).map((status) => (
        <button
          key={status}
          type="button"
          className={classes.filter}
          data-status={status}
          data-any={counts[status] > 0 || undefined}
          aria-pressed={chosen === status}
          onClick={() => onChoose(chosen === status ? null : status)}
        >
          <StatusShape status={status} size={16} />
          <span className={classes.word}>{STATUS_WORDS[status]}</span>
          <strong>{counts[status]}</strong>
        </button>
      ))}
    </div>
  );
}
