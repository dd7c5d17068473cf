/** The library beside the class: search, what comes next with its reason, and giving by tap, key or drag. */
import { Radio, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { IconSearch, IconX } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { ExerciseSummary } from "~/lib/contract";
import { levelsQuery } from "~/lib/courses";
import type { AssignmentScope, ExerciseSearch } from "../api";
import { type AssignFor, AssignLists } from "./assign-lists";
import classes from "./assign-tab.module.css";

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

export function AssignTab({ assignFor, courses, ...props }: AssignTabProps) {
  const [search, setSearch] = useState<ExerciseSearch>({
    courseId: assignFor?.courseId ?? courses[0]?.id ?? "",
    level: assignFor?.level ?? null,
    q: "",
  });
  const [settled] = useDebouncedValue(search, SEARCH_PAUSE_MS);
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
      <AssignLists search={settled} assignFor={assignFor} {...props} />
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
  const { data: levels = [] } = useQuery(levelsQuery);
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
          data={levels.map(({ level }) => ({ value: String(level), label: `Level ${level}` }))}
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
