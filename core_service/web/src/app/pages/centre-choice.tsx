/** Which of one's centres a page is about, in its address; with one centre there is nothing to choose. */
import { NativeSelect } from "@mantine/core";
import { useSearchParams } from "react-router";
import type { Me } from "~/lib/contract";
import { useMe } from "../signed-in";

/** The centre in the address, or one's first; undefined for who has none. */
export function useCentre(): Me["centres"][number] | undefined {
  const [search] = useSearchParams();
  const { centres } = useMe();
  return centres.find(({ id }) => id === search.get("centreId")) ?? centres[0];
}

/** Changes one value of the address, and keeps the rest. */
export function useSearchChange(): (changes: Record<string, string | null>) => void {
  const [, setSearch] = useSearchParams();
  return (changes) =>
    setSearch(
      (search) => {
        const changed = new URLSearchParams(search);
        for (const [name, value] of Object.entries(changes)) {
          if (value) changed.set(name, value);
          else changed.delete(name);
        }
        return changed;
      },
      { replace: true },
    );
}

/** With `withAll`, no choice means all of them. Another centre is another place: the way back leads to the one before. */
export function CentreChoice({ withAll = false }: { withAll?: boolean }) {
  const [search, setSearch] = useSearchParams();
  const { centres } = useMe();
  const first = useCentre();
  if (centres.length < 2) return null;
  const choose = (centreId: string) => {
    const changed = new URLSearchParams(search);
    if (centreId) changed.set("centreId", centreId);
    else changed.delete("centreId");
    setSearch(changed);
  };
  return (
    <NativeSelect
      aria-label="Centre"
      value={search.get("centreId") ?? (withAll ? "" : first?.id)}
      onChange={(event) => choose(event.currentTarget.value)}
      data={[
        ...(withAll ? [{ value: "", label: "All centres" }] : []),
        ...centres.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
