/** Students who have no level yet in a course, and what their placement exercises say (C34). */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { levelsQuery } from "~/features/assessment/api";
import { PlacementRow } from "~/features/assessment/components/placement-row";
import { placementsQuery } from "~/features/assessment/levels-api";
import { hasPermission } from "~/features/identity/permissions";
import { Require, useMe } from "../signed-in";
import { AssessmentList, useCourseFilter } from "./assessment-list";

export function Component() {
  return (
    <Require permission="ASSESSMENT_QUEUE_VIEW">
      <Placement />
    </Require>
  );
}

function Placement() {
  const mayPlace = hasPermission(useMe(), "ACADEMIC_PROFILE_UPDATE");
  const list = useInfiniteQuery(placementsQuery(useCourseFilter()));
  const { data: levels = [] } = useQuery(levelsQuery);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <AssessmentList
      title="Placement"
      list={list}
      count={items.length}
      empty={[
        "Everybody has a level",
        "New students work on placement exercises first and appear here with their results.",
      ]}
    >
      {items.map((item) => (
        <PlacementRow
          key={`${item.student.id} ${item.course.id}`}
          item={item}
          levels={levels}
          mayPlace={mayPlace}
        />
      ))}
    </AssessmentList>
  );
}
