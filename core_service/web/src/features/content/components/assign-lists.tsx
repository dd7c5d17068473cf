/** What can be given: what would come anyway, with its reason, and what the library holds; rows stay under a finger. */
import { useDraggable } from "@dnd-kit/core";
import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconGripVertical } from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { ExerciseSummary, NextContent } from "~/lib/contract";
import { HeldLists } from "~/ui/held-list";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import { type ExerciseSearch, exerciseSearchQuery, whatFollowsQuery } from "../api";
import { exerciseFacts } from "../fit";
import classes from "./assign-tab.module.css";

export interface AssignFor {
  studentId: string;
  name: string;
  courseId: string;
  level: number | null;
  /** What they are at: it is not suggested again. */
  openExerciseId: string | null;
}

interface RowProps {
  assignFor: AssignFor | null;
  chosen: ExerciseSummary | null;
  onChoose: (exercise: ExerciseSummary | null) => void;
  onGive: (studentId: string, exercise: ExerciseSummary) => void;
}

interface AssignListsProps extends RowProps {
  search: ExerciseSearch;
  sessionId: string;
}

type Suggestion = NextContent & { exercise: ExerciseSummary };

const MOST_SUGGESTED = 3;
const NONE: ExerciseSummary[] = [];
const KEYS = {
  suggested: ({ exercise }: Suggestion) => exercise.id,
  found: ({ id }: ExerciseSummary) => id,
};

export function AssignLists({ sessionId, ...props }: AssignListsProps) {
  const { assignFor, search } = props;
  if (!assignFor || assignFor.courseId !== search.courseId || search.q.trim() !== "") {
    return <Lists suggested={[]} {...props} />;
  }
  return (
    <WhatFollows assignFor={assignFor} sessionId={sessionId}>
      {(suggested) => <Lists suggested={suggested} {...props} />}
    </WhatFollows>
  );
}

interface WhatFollowsProps {
  assignFor: AssignFor;
  sessionId: string;
  /** With null while it is not known. */
  children: (suggested: Suggestion[] | null) => ReactNode;
}

/** What would come anyway, each with its reason (UI 5, Assign). */
function WhatFollows({ assignFor, sessionId, children }: WhatFollowsProps) {
  const { studentId, courseId, openExerciseId } = assignFor;
  const { data, isPending } = useQuery(
    whatFollowsQuery({ studentId, courseId, sessionId, openExerciseId }),
  );
  return children(isPending ? null : (data ?? []).filter(isExercise).slice(0, MOST_SUGGESTED));
}

const isExercise = (next: NextContent): next is Suggestion => next.exercise !== null;

/** Both at once: what came later would push down what is there. */
function Lists({
  search,
  suggested,
  ...row
}: RowProps & { search: ExerciseSearch; suggested: Suggestion[] | null }) {
  const { data, error, isPending, refetch } = useQuery({
    ...exerciseSearchQuery({ ...search, q: search.q.trim() }),
    enabled: search.courseId !== "",
  });
  if (isPending || !suggested) {
    return (
      <LoadingView label="Looking in the library">
        <SkeletonRows count={4} />
      </LoadingView>
    );
  }
  return (
    <HeldLists
      className={classes.tab}
      lists={{ suggested, found: data?.items ?? NONE }}
      keysOf={KEYS}
      of={`${row.assignFor?.studentId} ${JSON.stringify(search)} ${error ? "failed" : ""}`}
    >
      {(shown) => (
        <>
          {row.assignFor && shown.suggested.length > 0 && (
            <ul className={classes.list} aria-label={`Suggested for ${row.assignFor.name}`}>
              {shown.suggested.map(({ exercise, reason }) => (
                <ExerciseRow
                  key={exercise.id}
                  {...row}
                  exercise={exercise}
                  reason={reason.text}
                  dragId={`next-${exercise.id}`}
                />
              ))}
            </ul>
          )}
          {error && (
            <ErrorView
              error={error}
              title="The library could not be read"
              onRetry={() => void refetch()}
            />
          )}
          {data && shown.found.length === 0 && (
            <p className={classes.empty}>Nothing fits. Try another level, or fewer words.</p>
          )}
          {shown.found.length > 0 && (
            <ul className={classes.list}>
              {shown.found.map((exercise) => (
                <ExerciseRow key={exercise.id} exercise={exercise} {...row} />
              ))}
            </ul>
          )}
        </>
      )}
    </HeldLists>
  );
}

interface ExerciseRowProps extends RowProps {
  exercise: ExerciseSummary;
  /** Why it is suggested. */
  reason?: string;
  dragId?: string;
}

function ExerciseRow({
  exercise,
  assignFor,
  chosen,
  onChoose,
  onGive,
  reason,
  dragId,
}: ExerciseRowProps) {
  const { setNodeRef, listeners, attributes, isDragging } = useDraggable({
    id: dragId ?? exercise.id,
    data: { exercise },
  });
  const isChosen = chosen?.id === exercise.id;
  return (
    <li
      className={classes.row}
      data-chosen={isChosen || undefined}
      data-dragging={isDragging || undefined}
    >
      <button
        type="button"
        ref={setNodeRef}
        className={classes.handle}
        {...listeners}
        {...attributes}
        aria-label={`Drag ${exercise.title} to a card`}
      >
        <IconGripVertical size={18} stroke={1.75} aria-hidden />
      </button>
      <button
        type="button"
        className={classes.choose}
        aria-pressed={isChosen}
        onClick={() => onChoose(isChosen ? null : exercise)}
      >
        <strong>{exercise.title}</strong>
        <span>{exerciseFacts(exercise)}</span>
        {reason && <span className={classes.reason}>{reason}</span>}
      </button>
      {assignFor && (
        <Button
          variant="default"
          className={classes.give}
          onClick={() => onGive(assignFor.studentId, exercise)}
          aria-label={`Give ${exercise.title} to ${assignFor.name}`}
        >
          Give
        </Button>
      )}
    </li>
  );
}
