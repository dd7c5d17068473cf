/** Guards: who is signed in, and whether a page is theirs. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Navigate, Outlet, useLocation, useOutletContext } from "react-router";
import { meQuery } from "~/features/identity/api";
import { hasPermission, hasRole, homePath } from "~/features/identity/permissions";
import type { Me, Permission, Role } from "~/lib/contract";
import { ErrorView, ForbiddenView, LoadingView } from "~/ui/state-view";
import { UpdateOffer } from "./installed/update-offer";

/** Lets signed-in people through and sends everyone else to the login, remembering where they were going. */
export function SignedIn() {
  const { data: me, error, isPending, refetch } = useQuery(meQuery);
  const location = useLocation();
  if (isPending) return <LoadingView label="Opening AetherLearn" />;
  if (error) return <ErrorView error={error} onRetry={() => void refetch()} />;
  if (!me) return <Navigate to="/login" replace state={{ from: location.pathname }} />;
  return (
    <>
      <Outlet context={me} />
      <UpdateOffer />
    </>
  );
}

/** The signed-in person, anywhere below SignedIn. */
export function useMe(): Me {
  return useOutletContext<Me>();
}

export function Home() {
  return <Navigate to={homePath(useMe())} replace />;
}

interface RequireProps {
  permission?: Permission;
  role?: Role;
  children: ReactNode;
}

/** Explains a page that the person may not see, instead of showing an empty one (UI 3). */
export function Require({ permission, role, children }: RequireProps) {
  const me = useMe();
  if (permission && !hasPermission(me, permission)) return <ForbiddenView needs={permission} />;
  if (role && !hasRole(me, role)) return <ForbiddenView />;
  return children;
}
