/** By what the list of students is narrowed; the address carries it. */
import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconSearch } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { StudentRequestLimits } from "~/generated/limits";
import { levelsQuery } from "~/lib/courses";
import type { StudentFilters as Filters } from "../api";
import classes from "./students.module.css";

const TYPING_MS = 250;

interface Choice {
  id: string;
  name: string;
}

interface StudentFiltersProps {
  filters: Filters;
  onChange: (change: Partial<Filters>) => void;
  courses: readonly Choice[];
  cohorts: readonly Choice[];
  centres: readonly Choice[];
}

export function StudentFilters({
  filters,
  onChange,
  courses,
  cohorts,
  centres,
}: StudentFiltersProps) {
  const { data: levels = [] } = useQuery(levelsQuery);
  const choices = (all: readonly Choice[]) =>
    all.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className={classes.filters} role="search">
      <Search words={filters.search ?? ""} onChange={(search) => onChange({ search })} />
      <Select
        label="Class"
        placeholder="All"
        clearable
        value={filters.cohortId}
        onChange={(cohortId) => onChange({ cohortId })}
        data={choices(cohorts)}
      />
      <Select
        label="Course"
        placeholder="All"
        clearable
        value={filters.courseId}
        onChange={(courseId) => onChange({ courseId })}
        data={choices(courses)}
      />
      <Select
        label="Level"
        placeholder="All"
        clearable
        value={filters.level === null ? null : String(filters.level)}
        onChange={(level) => onChange({ level: level === null ? null : Number(level) })}
        data={levels.map(({ level }) => String(level))}
      />
      {centres.length > 1 && (
        <Select
          label="Centre"
          placeholder="All"
          clearable
          value={filters.centreId}
          onChange={(centreId) => onChange({ centreId })}
          data={choices(centres)}
        />
      )}
      <Select
        label="Show"
        allowDeselect={false}
        value={filters.isActive ? "here" : "left"}
        onChange={(shown) => onChange({ isActive: shown !== "left" })}
        data={[
          { value: "here", label: "Who is here" },
          { value: "left", label: "Who has left" },
        ]}
      />
    </div>
  );
}

/** Asks when the typing pauses; the first look asks nothing. */
function Search({ words, onChange }: { words: string; onChange: (words: string | null) => void }) {
  const [typed, setTyped] = useState(words);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => {
    if (typed.trim() === words) return;
    const pause = setTimeout(() => latest.current(typed.trim() || null), TYPING_MS);
    return () => clearTimeout(pause);
  }, [typed, words]);
  return (
    <TextInput
      label="Name"
      type="search"
      maxLength={StudentRequestLimits.name.maxLength}
      leftSection={<IconSearch size={16} aria-hidden />}
      value={typed}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
