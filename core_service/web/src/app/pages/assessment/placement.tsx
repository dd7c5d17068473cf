/** Students who have no level yet in a course, and what their placement exercises say (C34). */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { PlacementRow } from "~/features/assessment/components/placement-row";
import { placementsQuery } from "~/features/assessment/levels-api";
import { hasPermission } from "~/features/identity/permissions";
import type { Unplaced } from "~/lib/contract";
import { levelsQuery } from "~/lib/courses";
import { Require, useMe } from "../../signed-in";
import { AssessmentList, useCourseFilter } from "./list";

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
  return (
    <AssessmentList
      title="Placement"
      list={list}
      keyOf={unplacedKey}
      empty={[
        "Everybody has a level",
        "New students work on placement exercises first and appear here with their results.",
      ]}
    >
      {(item) => (
        <PlacementRow key={unplacedKey(item)} item={item} levels={levels} mayPlace={mayPlace} />
      )}
    </AssessmentList>
  );
}

const unplacedKey = ({ student, course }: Unplaced) => `${student.id} ${course.id}`;
