/** Offers a newer version of the app; never during a session, where nothing may cover the work (UI 18.15). */
import { IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { useLocation } from "react-router";
import { useAppVersion } from "./app-version";
import classes from "./update-offer.module.css";

const AT_WORK = /\/(sessions|catchups)\/[^/]+/;

export function UpdateOffer() {
  const { isNewerThere, update } = useAppVersion();
  const [isPostponed, setIsPostponed] = useState(false);
  const { pathname } = useLocation();
  if (!isNewerThere || isPostponed || AT_WORK.test(pathname)) return null;
  return (
    <section className={classes.offer} role="status" aria-label="A newer version">
      <IconRefresh aria-hidden stroke={1.8} />
      <p>A newer version of AetherLearn is ready.</p>
      <button type="button" data-primary onClick={update}>
        Use it now
      </button>
      <button type="button" onClick={() => setIsPostponed(true)}>
        Later
      </button>
    </section>
  );
}
