/** Signing in: with e-mail and password, or by pictures at a tablet that is paired with a centre. */
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { LoadingView } from "~/ui/state-view";
import { picturesQuery } from "../front-door-api";
import { LoginForm } from "./login-form";
import classes from "./login-form.module.css";

const PictureLogin = lazy(async () => {
  const [{ PictureLogin }] = await Promise.all([
    import("./picture-login"),
    import("@fontsource/andika/400.css"),
  ]);
  return { default: PictureLogin };
});

/** `isNobody`: it is known that nobody is signed in, so that a tablet may be asked for its children. */
export function SignIn({ isNobody }: { isNobody: boolean }) {
  const { data: tablet } = useQuery({ ...picturesQuery, enabled: isNobody });
  const [isWithEmail, setWithEmail] = useState(false);
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
        <button type="button" className={classes.other} onClick={() => setWithEmail(false)}>
          Sign in with pictures
        </button>
      )}
    </LoginForm>
  );
}
