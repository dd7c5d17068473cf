/** Where the app begins: the door, which is small and there at once, and what is behind it, once somebody enters. */
import { lazy, Suspense, useState } from "react";
import { LoadingView } from "~/ui/state-view";
import { Door, isAtDoor } from "./door";
import { LastResort } from "./last-resort";

const fetchInside = () => import("./inside");
const Inside = lazy(fetchInside);

/** Whoever enters asks again for what could not be fetched now, and is told then. */
const prepareInside = () => void fetchInside().catch(() => undefined);

export function Start() {
  const [isInside, setInside] = useState(() => !isAtDoor());
  return (
    <LastResort>
      {isInside ? (
        <Suspense fallback={<LoadingView label="Opening AetherLearn" />}>
          <Inside />
        </Suspense>
      ) : (
        <Door onNear={prepareInside} onEnter={() => setInside(true)} />
      )}
    </LastResort>
  );
}
