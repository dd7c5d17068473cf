/** Leads to the report that concerns a person most: their centre, their teaching, or students. */
import { Navigate } from "react-router";
import { hasPermission } from "~/features/identity/permissions";
import { useMe } from "../../signed-in";

export function Component() {
  const me = useMe();
  const which = hasPermission(me, "CENTRE_MANAGE")
    ? "centre"
    : hasPermission(me, "SESSION_CONDUCT")
      ? "tutor"
      : "student";
  return <Navigate to={`/dashboard/reports/${which}`} replace />;
}
