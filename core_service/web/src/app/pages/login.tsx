/** Signing in: with e-mail and password, or by pictures at a tablet that is paired with a centre. */
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Navigate, useLocation } from "react-router";
import { meQuery } from "~/features/identity/api";
import { LoginForm } from "~/features/identity/components/login-form";
import loginClasses from "~/features/identity/components/login-form.module.css";
import { picturesQuery } from "~/features/identity/front-door-api";
import { homePath } from "~/features/identity/permissions";
import { LoadingView } from "~/ui/state-view";

const PictureLogin = lazy(async () => {
  const [{ PictureLogin }] = await Promise.all([
    import("~/features/identity/components/picture-login"),
    import("@fontsource/andika/400.css"),
  ]);
  return { default: PictureLogin };
});

export function Component() {
  const { data: me, isPending } = useQuery(meQuery);
  const { data: tablet } = useQuery({ ...picturesQuery, enabled: me === null });
  const [isWithEmail, setWithEmail] = useState(false);
  const location = useLocation();
  if (isPending) return <LoadingView label="Opening AetherLearn" />;
  if (me) return <Navigate to={cameFrom(location.state) ?? homePath(me)} replace />;
  const hasPictures = Boolean(tablet && tablet.children.length > 0);
  if (tablet && hasPictures && !isWithEmail) {
    return (
      <Suspense fallback={<LoadingView label="Opening AetherLearn" />}>
        <PictureLogin tablet={tablet} onWithEmail={() => setWithEmail(true)} />
      </Suspense>
    );
  }
  return (
    <LoginForm>
      {hasPictures && (
        <button type="button" className={loginClasses.other} onClick={() => setWithEmail(false)}>
          Sign in with pictures
        </button>
      )}
    </LoginForm>
  );
}

function cameFrom(state: unknown): string | null {
  const from = (state as { from?: unknown } | null)?.from;
  return typeof from === "string" && from !== "/" ? from : null;
}
