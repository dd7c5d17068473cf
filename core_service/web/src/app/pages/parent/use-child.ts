/** Which child a parent's page is about: the address says it, or else it is the first. */
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "react-router";
import { childrenQuery, type Child } from "~/features/family/api";

interface FamilyView {
  family: Child[];
  child: Child | null;
  timeZone?: string;
}

export function useFamily() {
  const { studentId } = useParams();
  const [search] = useSearchParams();
  const wanted = studentId ?? search.get("child");
  const query = useQuery({
    ...childrenQuery,
    select: ({ items }): FamilyView => {
      const family = items.map(({ child }) => child);
      const child = wanted ? (family.find(({ id }) => id === wanted) ?? null) : (family[0] ?? null);
      return { family, child, timeZone: child?.centres[0]?.timezone };
    },
  });
  return { query, isNamed: wanted !== null };
}
