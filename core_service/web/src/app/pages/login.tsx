/** Signing in with e-mail and password. */
import { useQuery } from "@tanstack/react-query";
import { Navigate, useLocation } from "react-router";
import { meQuery } from "~/features/identity/api";
import { LoginForm } from "~/features/identity/components/login-form";
import { homePath } from "~/features/identity/permissions";
import { LoadingView } from "~/ui/state-view";

export function Component() {
  const { data: me, isPending } = useQuery(meQuery);
  const location = useLocation();
  if (isPending) return <LoadingView label="Opening AetherLearn" />;
  if (me) return <Navigate to={cameFrom(location.state) ?? homePath(me)} replace />;
  return <LoginForm />;
}

function cameFrom(state: unknown): string | null {
  const from = (state as { from?: unknown } | null)?.from;
  return typeof from === "string" && from !== "/" ? from : null;
}
