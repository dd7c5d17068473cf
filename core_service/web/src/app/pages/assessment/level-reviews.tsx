/** What is recommended about units and levels, to be decided by an assessor (UI 11, R182). */
import { NativeSelect } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { RecommendationRow } from "~/features/assessment/components/recommendation-row";
import { type RecommendationFilters, recommendationsQuery } from "~/features/assessment/levels-api";
import { hasPermission } from "~/features/identity/permissions";
import { levelsQuery } from "~/lib/courses";
import { Require, useMe } from "../../signed-in";
import { AssessmentList, useCourseFilter } from "./list";

export function Component() {
  return (
    <Require permission="ASSESSMENT_QUEUE_VIEW">
      <LevelReviews />
    </Require>
  );
}

const STATES: readonly { value: RecommendationFilters["status"]; label: string }[] = [
  { value: "OPEN", label: "To decide" },
  { value: "CONFIRMED", label: "Confirmed" },
  { value: "ADJUSTED", label: "Adjusted" },
  { value: "DECLINED", label: "Not yet" },
];

function LevelReviews() {
  const mayDecide = hasPermission(useMe(), "ACADEMIC_PROFILE_UPDATE");
  const [search, setSearch] = useSearchParams();
  const status = STATES.find(({ value }) => value === search.get("status"))?.value ?? "OPEN";
  const list = useInfiniteQuery(recommendationsQuery({ courseId: useCourseFilter(), status }));
  const { data: levels = [] } = useQuery(levelsQuery);
  const show = (wanted: string) => {
    const changed = new URLSearchParams(search);
    if (wanted === "OPEN") changed.delete("status");
    else changed.set("status", wanted);
    setSearch(changed);
  };
  return (
    <AssessmentList
      title="Level reviews"
      list={list}
      keyOf={({ recommendation }) => recommendation.id}
      of={status}
      empty={[
        status === "OPEN" ? "Nothing to decide" : "Nothing here",
        "Recommendations appear as students' work is marked: the system recommends, you decide.",
      ]}
      filters={
        <NativeSelect
          aria-label="State"
          value={status}
          onChange={(event) => show(event.currentTarget.value)}
          data={[...STATES]}
        />
      }
    >
      {(item) => (
        <RecommendationRow
          key={item.recommendation.id}
          item={item}
          levels={levels}
          mayDecide={mayDecide}
        />
      )}
    </AssessmentList>
  );
}
