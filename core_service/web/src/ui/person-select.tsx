/** Finds one of many people by name: the list comes from the core as one types. */
import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { peopleQuery, type PersonKind } from "~/lib/people";

interface PersonSelectProps {
  label: string;
  kind: PersonKind;
  centreId: string | null;
  value: string | null;
  onChange: (id: string | null, name: string | null) => void;
  error?: string;
  /** Already chosen people, so that a name is there before the list is. */
  known?: readonly { id: string; name: string }[];
  description?: string;
}

const TYPING_MS = 200;

export function PersonSelect(props: PersonSelectProps) {
  const { label, kind, centreId, value, onChange, error, known = [], description } = props;
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, TYPING_MS);
  const { data, error: failure, isFetching } = useQuery(peopleQuery(kind, centreId, search));
  const people = new Map([...known, ...(data ?? [])].map(({ id, name }) => [id, name]));
  return (
    <Select
      label={label}
      description={description}
      placeholder="Type a name"
      searchable
      clearable
      value={value}
      onChange={(id) => onChange(id, id === null ? null : (people.get(id) ?? null))}
      onSearchChange={setTyped}
      nothingFoundMessage={
        failure ? "People could not be loaded" : isFetching ? "Looking" : "Nobody of this name"
      }
      data={[...people].map(([id, name]) => ({ value: id, label: name }))}
      error={error}
    />
  );
}
