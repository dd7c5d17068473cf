/** The centre that a planner of several looks at: chosen once, kept in the address. */
import { Select } from "@mantine/core";
import { useSearchParams } from "react-router";
import type { Me, Permission } from "~/lib/contract";
import { useMe } from "../signed-in";

type Centre = Me["centres"][number];

const CENTRE = "centreId";

/** Those in which one may do it, and the one that is looked at: the first, until another is chosen. */
export function usePlannedCentre(permission: Permission): {
  centre: Centre | null;
  centres: Centre[];
} {
  const { centres: all, permissions } = useMe();
  const [search] = useSearchParams();
  const centres = all.filter(({ id }) =>
    permissions.some((held) => held.centreId === id && held.permissions.includes(permission)),
  );
  const chosen = centres.find(({ id }) => id === search.get(CENTRE));
  return { centre: chosen ?? centres[0] ?? null, centres };
}

/** The same page of another centre; nothing where there is only one. */
export function CentreChoice({ permission }: { permission: Permission }) {
  const { centre, centres } = usePlannedCentre(permission);
  const [search, setSearch] = useSearchParams();
  if (centres.length < 2) return null;
  const choose = (id: string | null) => {
    const changed = new URLSearchParams(search);
    if (id) changed.set(CENTRE, id);
    setSearch(changed, { replace: true });
  };
  return (
    <Select
      aria-label="Centre"
      allowDeselect={false}
      data={centres.map(({ id, name }) => ({ value: id, label: name }))}
      value={centre?.id ?? null}
      onChange={choose}
    />
  );
}

/** What is put into the address beside the centre, which stays. */
export function besideCentre(search: URLSearchParams, rest: Record<string, string>) {
  const centre = search.get(CENTRE);
  return { ...rest, ...(centre && { [CENTRE]: centre }) };
}
