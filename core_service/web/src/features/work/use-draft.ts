/** Binds a draft's keeper to the page: starts and stops it, sends before the page goes away. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { DraftKeeper, type DraftKeeperOptions, type DraftState } from "./draft-keeper";

/** One keeper for the component's life: key the component by its attempt. `isLive` tells that the line is up. */
export function useDraftKeeper(options: DraftKeeperOptions, isLive: boolean): DraftKeeper {
  const [keeper] = useState(() => new DraftKeeper(options));
  useEffect(() => {
    const send = () => void keeper.flush();
    const retry = () => keeper.retry();
    keeper.start();
    window.addEventListener("online", retry);
    window.addEventListener("pagehide", send);
    document.addEventListener("visibilitychange", send);
    return () => {
      window.removeEventListener("online", retry);
      window.removeEventListener("pagehide", send);
      document.removeEventListener("visibilitychange", send);
      void keeper.leave();
    };
  }, [keeper]);
  useEffect(() => {
    if (isLive) keeper.retry();
  }, [keeper, isLive]);
  return keeper;
}

export function useDraft(keeper: DraftKeeper): DraftState {
  return useSyncExternalStore(keeper.subscribe, keeper.getState);
}
