/** What of the queue is shown: course, level, urgency, tutor, and where the work comes from. */
import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Person, QueueKind, Urgency } from "~/lib/contract";
import { coursesQuery, levelsQuery } from "~/lib/courses";
import type { QueueFilters } from "../api";
import classes from "./queue-filters.module.css";

interface QueueFiltersProps {
  filters: QueueFilters;
  onChange: (filters: QueueFilters) => void;
  /** Tutors whose students' work is in the queue. */
  tutors: readonly Person[];
  /** In the rail beside the work only the course has room. */
  isShort?: boolean;
}

export function QueueFilterBar({ filters, onChange, tutors, isShort = false }: QueueFiltersProps) {
  const { data: courses = [] } = useQuery(coursesQuery);
  const { data: levels = [] } = useQuery({ ...levelsQuery, enabled: !isShort });
  const set = (change: Partial<QueueFilters>) => onChange({ ...filters, ...change });
  return (
    <div className={classes.bar} role="group" aria-label="Filters">
      <NativeSelect
        aria-label="Course"
        value={filters.courseId ?? ""}
        onChange={(event) => set({ courseId: event.currentTarget.value || null })}
        data={[
          { value: "", label: "All courses" },
          ...courses.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      {!isShort && (
        <>
          <NativeSelect
            aria-label="Level"
            value={String(filters.level ?? "")}
            onChange={(event) => set({ level: Number(event.currentTarget.value) || null })}
            data={[
              { value: "", label: "All levels" },
              ...levels.map(({ level, label }) => ({ value: String(level), label })),
            ]}
          />
          <NativeSelect
            aria-label="Urgency"
            value={filters.urgency ?? ""}
            onChange={(event) =>
              set({ urgency: (event.currentTarget.value || null) as Urgency | null })
            }
            data={[
              { value: "", label: "Any age" },
              { value: "NEW", label: "Under 24 hours" },
              { value: "SOON", label: "24 to 48 hours" },
              { value: "URGENT", label: "Over 48 hours" },
            ]}
          />
          <NativeSelect
            aria-label="Tutor"
            value={filters.tutorId ?? ""}
            onChange={(event) => set({ tutorId: event.currentTarget.value || null })}
            data={[
              { value: "", label: "All tutors" },
              ...tutors.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
          <NativeSelect
            aria-label="Kind of work"
            value={filters.kind}
            onChange={(event) => set({ kind: event.currentTarget.value as QueueKind })}
            data={[
              { value: "WAITING", label: "Waiting for a person" },
              { value: "PAPER", label: "Done on paper" },
              { value: "SAMPLE", label: "Marked by itself, to check" },
            ]}
          />
        </>
      )}
    </div>
  );
}
