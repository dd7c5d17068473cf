/** The library beside the class: search, what comes next with its reason, and giving by tap, key or drag. */
import { useDraggable } from "@dnd-kit/core";
import { Button, Radio, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { IconGripVertical, IconSearch, IconX } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { ExerciseSummary } from "~/lib/contract";
import { ErrorView, LoadingView, SkeletonRows } from "~/ui/state-view";
import {
  type AssignmentScope,
  type ExerciseSearch,
  exerciseSearchQuery,
  whatFollowsQuery,
} from "../api";
import { exerciseFacts } from "../fit";
import classes from "./assign-tab.module.css";

interface AssignFor {
  studentId: string;
  name: string;
  courseId: string;
  level: number | null;
  /** What they are at: it is not suggested again. */
  openExerciseId: string | null;
}

interface AssignTabProps {
  sessionId: string;
  courses: { id: string; name: string }[];
  /** The student whose card asked for it; without one the choice is made for several cards. */
  assignFor: AssignFor | null;
  onForgetStudent: () => void;
  chosen: ExerciseSummary | null;
  onChoose: (exercise: ExerciseSummary | null) => void;
  scope: AssignmentScope;
  onScope: (scope: AssignmentScope) => void;
  onGive: (studentId: string, exercise: ExerciseSummary) => void;
}

const SEARCH_PAUSE_MS = 250;
const MOST_SUGGESTED = 3;
const LEVELS = Array.from({ length: 8 }, (_, index) => String(index + 1));

export function AssignTab({ assignFor, courses, ...props }: AssignTabProps) {
  const [search, setSearch] = useState<ExerciseSearch>({
    courseId: assignFor?.courseId ?? courses[0]?.id ?? "",
    level: assignFor?.level ?? null,
    q: "",
  });
  const [settled] = useDebouncedValue(search, SEARCH_PAUSE_MS);
  const isOwnCourse = assignFor?.courseId === settled.courseId;
  return (
    <div className={classes.tab}>
      <SearchFields search={search} onSearch={setSearch} courses={courses}>
        {assignFor && (
          <button type="button" className={classes.chip} onClick={props.onForgetStudent}>
            For {assignFor.name}
            <IconX size={14} stroke={1.9} aria-label="Choose for several" />
          </button>
        )}
      </SearchFields>
      {assignFor && isOwnCourse && settled.q.trim() === "" && (
        <Suggestions assignFor={assignFor} {...props} />
      )}
      <Found
        search={settled}
        assignFor={assignFor}
        chosen={props.chosen}
        onChoose={props.onChoose}
        onGive={props.onGive}
      />
      <Radio.Group
        label="Keep this choice"
        value={props.scope}
        onChange={(value) => props.onScope(value as AssignmentScope)}
        className={classes.scope}
      >
        <Radio value="session" label="for this session only" />
        <Radio value="persistent" label="until it is finished" />
      </Radio.Group>
    </div>
  );
}

interface SearchFieldsProps {
  search: ExerciseSearch;
  onSearch: (search: ExerciseSearch) => void;
  courses: AssignTabProps["courses"];
  children: ReactNode;
}

function SearchFields({ search, onSearch, courses, children }: SearchFieldsProps) {
  return (
    <>
      <TextInput
        data-search
        aria-label="Exercise"
        placeholder="Exercise"
        leftSection={<IconSearch size={18} stroke={1.6} />}
        value={search.q}
        onChange={(event) => onSearch({ ...search, q: event.currentTarget.value })}
      />
      {children}
      <div className={classes.chips}>
        <Select
          aria-label="Course"
          data={courses.map(({ id, name }) => ({ value: id, label: name }))}
          value={search.courseId}
          onChange={(courseId) => courseId && onSearch({ ...search, courseId })}
          allowDeselect={false}
          className={classes.select}
        />
        <Select
          aria-label="Level"
          placeholder="All levels"
          data={LEVELS.map((value) => ({ value, label: `Level ${value}` }))}
          value={search.level === null ? null : String(search.level)}
          onChange={(value) =>
            onSearch({ ...search, level: value === null ? null : Number(value) })
          }
          clearable
          className={classes.select}
        />
      </div>
    </>
  );
}

type RowProps = Pick<AssignTabProps, "chosen" | "onChoose" | "onGive" | "assignFor">;

function Found({ search, ...row }: RowProps & { search: ExerciseSearch }) {
  const { data, error, isPending, refetch } = useQuery({
    ...exerciseSearchQuery({ ...search, q: search.q.trim() }),
    enabled: search.courseId !== "",
  });
  if (isPending) {
    return (
      <LoadingView label="Looking in the library">
        <SkeletonRows count={4} />
      </LoadingView>
    );
  }
  if (error) {
    return (
      <ErrorView
        error={error}
        title="The library could not be read"
        onRetry={() => void refetch()}
      />
    );
  }
  if (data.items.length === 0) {
    return <p className={classes.empty}>Nothing fits. Try another level, or fewer words.</p>;
  }
  return (
    <ul className={classes.list}>
      {data.items.map((exercise) => (
        <ExerciseRow key={exercise.id} exercise={exercise} {...row} />
      ))}
    </ul>
  );
}

/** What would come anyway, each with its reason (UI 5, Assign). */
function Suggestions({
  assignFor,
  sessionId,
  ...row
}: RowProps & { assignFor: AssignFor; sessionId: string }) {
  const { studentId, courseId, openExerciseId } = assignFor;
  const { data } = useQuery(whatFollowsQuery({ studentId, courseId, sessionId, openExerciseId }));
  const suggested =
    data?.filter(({ exercise }) => exercise !== null).slice(0, MOST_SUGGESTED) ?? [];
  if (suggested.length === 0) return null;
  return (
    <ul className={classes.list} aria-label={`Suggested for ${assignFor.name}`}>
      {suggested.map(
        ({ exercise, reason }) =>
          exercise && (
            <ExerciseRow
              key={exercise.id}
              {...row}
              exercise={exercise}
              assignFor={assignFor}
              reason={reason.text}
              dragId={`next-${exercise.id}`}
            />
          ),
      )}
    </ul>
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
