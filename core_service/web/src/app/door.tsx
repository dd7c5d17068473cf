/**
 * The login, for whoever opens it or the app's first address. Nothing here may import the router: that, all pages and
 * what an installed app needs are behind the door, so that the first load of the login stays small.
 */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { meQuery } from "~/features/identity/api";
import { SignIn } from "~/features/identity/components/sign-in";
import { LoadingView } from "~/ui/state-view";

const LOGIN = "/login";

export const isAtDoor = () => ["/", LOGIN].includes(window.location.pathname);

interface DoorProps {
  /** Somebody begins to sign in: what they will see next can be fetched meanwhile. */
  onNear: () => void;
  /** Somebody is signed in, at an address that leads to their own start page. */
  onEnter: () => void;
}

export function Door({ onNear, onEnter }: DoorProps) {
  const { data: me, isPending } = useQuery(meQuery);
  const isOpen = Boolean(me) || (me === undefined && window.location.pathname !== LOGIN);
  useWhenNear(onNear);
  useEffect(() => {
    if (isPending) return;
    if (isOpen) onEnter();
    else if (window.location.pathname !== LOGIN) window.history.replaceState(null, "", LOGIN);
  }, [isPending, isOpen, onEnter]);
  if (isPending || isOpen) return <LoadingView label="Opening AetherLearn" />;
  return <SignIn isNobody={me === null} />;
}

/** The first key, or the first touch. */
function useWhenNear(onNear: () => void): void {
  useEffect(() => {
    const once = new AbortController();
    const near = () => {
      once.abort();
      onNear();
    };
    for (const sign of ["input", "pointerdown"]) {
      document.addEventListener(sign, near, { signal: once.signal });
    }
    return () => once.abort();
  }, [onNear]);
}
