/** The library is open to whoever may read answers: tutors, assessors, supervisors, never students. */
import type { ReactNode } from "react";
import { hasPermission } from "~/features/identity/permissions";
import type { Permission } from "~/lib/contract";
import { ForbiddenView } from "~/ui/state-view";
import { useMe } from "../../signed-in";

const ANY_OF: readonly Permission[] = [
  "CONTENT_ASSIGN",
  "ASSESSMENT_REVIEW",
  "RUBRIC_MANAGE",
  "CENTRE_MANAGE",
];

export function ReadsLibrary({ children }: { children: ReactNode }) {
  const me = useMe();
  if (!ANY_OF.some((each) => hasPermission(me, each)))
    return <ForbiddenView heading="h1" needs="CONTENT_ASSIGN" />;
  return children;
}
