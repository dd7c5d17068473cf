/** Guards: who is signed in, and whether a page is theirs. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense } from "react";
import { Navigate, Outlet, useLocation, useOutletContext } from "react-router";
import { loginEndedQuery, meQuery } from "~/features/identity/api";
import { hasPermission, hasRole, homePath } from "~/features/identity/permissions";
import type { Me, Permission, Role } from "~/lib/contract";
import { ErrorView, ForbiddenView, LoadingView } from "~/ui/state-view";
import { PageSpeaker, usePlaceOnPage } from "./arrival";
import { UpdateOffer } from "./installed/update-offer";

const LoginAgain = lazy(async () => ({
  default: (await import("~/features/identity/components/login-again")).LoginAgain,
}));

/** Lets signed-in people through and sends everyone else to the login, remembering where they were going. */
export function SignedIn() {
  const { data: me, error, isPending, refetch } = useQuery(meQuery);
  const isSignedIn = useIsSignedIn();
  const queries = useQueryClient();
  const location = useLocation();
  usePlaceOnPage();
  if (isPending) return <LoadingView label="Opening AetherLearn" />;
  if (!me && error) {
    return <ErrorView heading="h1" error={error} onRetry={() => void refetch()} />;
  }
  if (!me) return <Navigate to="/login" replace state={{ from: location.pathname }} />;
  return (
    <>
      <Outlet context={me} />
      <PageSpeaker />
      <UpdateOffer />
      <Suspense fallback={null}>
        {!isSignedIn && (
          <LoginAgain
            me={me}
            onLeave={() => {
              queries.setQueryData(loginEndedQuery.queryKey, false);
              queries.setQueryData(meQuery.queryKey, null);
            }}
          />
        )}
      </Suspense>
    </>
  );
}

/** The signed-in person, anywhere below SignedIn. */
export function useMe(): Me {
  return useOutletContext<Me>();
}

/** False from the end of a login until it is renewed over the page. */
export function useIsSignedIn(): boolean {
  const { data: isEnded } = useQuery({ ...loginEndedQuery, enabled: false });
  return isEnded !== true;
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
  if (permission && !hasPermission(me, permission))
    return <ForbiddenView heading="h1" needs={permission} />;
  if (role && !hasRole(me, role)) return <ForbiddenView heading="h1" />;
  return children;
}
