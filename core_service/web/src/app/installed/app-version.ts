/** The app's version: whether a newer one waits, and what to do when a file of this one is gone. */
import { create } from "zustand";

interface AppVersion {
  isNewerThere: boolean;
  /** Switches to the newer version and loads the page again. */
  update: () => void;
}

export const useAppVersion = create<AppVersion>(() => ({
  isNewerThere: false,
  update: () => undefined,
}));

const RELOADED = "aetherlearn-reloaded-at";
const AT_MOST_EVERY_MS = 60_000;

/** A page of an older version may ask for a file that the newer one no longer has. */
export function loadAgainOnceAfterRelease(): void {
  window.addEventListener("vite:preloadError", (event) => {
    if (!navigator.onLine) return;
    const before = Number(sessionStorage.getItem(RELOADED) ?? 0);
    if (Date.now() - before < AT_MOST_EVERY_MS) return;
    sessionStorage.setItem(RELOADED, String(Date.now()));
    event.preventDefault();
    const { isNewerThere, update } = useAppVersion.getState();
    if (isNewerThere) update();
    else window.location.reload();
  });
}
