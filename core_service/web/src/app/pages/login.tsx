/** The login as an address of the app, for whoever has signed out or asked for a page that needs one. */
import { useQuery } from "@tanstack/react-query";
import { Navigate, useLocation } from "react-router";
import { meQuery } from "~/features/identity/api";
import { SignIn } from "~/features/identity/components/sign-in";
import { homePath } from "~/features/identity/permissions";
import { LoadingView } from "~/ui/state-view";

export function Component() {
  const { data: me, isPending } = useQuery(meQuery);
  const location = useLocation();
  if (isPending) return <LoadingView label="Opening AetherLearn" />;
  if (me) return <Navigate to={cameFrom(location.state) ?? homePath(me)} replace />;
  return <SignIn isNobody={me === null} />;
}

function cameFrom(state: unknown): string | null {
  const from = (state as { from?: unknown } | null)?.from;
  return typeof from === "string" && from !== "/" ? from : null;
}
