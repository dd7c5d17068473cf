/** A child's marked work, newest first. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { childWorkQuery } from "~/features/family/api";
import { MarkedWorkList } from "~/features/family/components/marked-work-list";
import { FamilyPage } from "./family-page";
import { MoreOf } from "~/ui/more-of";

export function Component() {
  return (
    <FamilyPage title="Marked work" pathOf={(id) => `/dashboard/parent/work?child=${id}`}>
      {(child, timeZone) => <Work key={child.id} studentId={child.id} timeZone={timeZone} />}
    </FamilyPage>
  );
}

function Work({ studentId, timeZone }: { studentId: string; timeZone?: string }) {
  const query = useInfiniteQuery(childWorkQuery(studentId));
  return (
    <MoreOf query={query} what="marked work" empty="Marked work appears here as it comes back.">
      {(work) => <MarkedWorkList key={work.attemptId} work={[work]} timeZone={timeZone} />}
    </MoreOf>
  );
}
