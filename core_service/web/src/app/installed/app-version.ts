/** The installed app's version: registers the service worker, and knows when a newer one waits. */
import { registerSW } from "virtual:pwa-register";
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

const LOOK_EVERY_MS = 30 * 60_000;

/** In a browser without service workers the app works as a page. */
export function registerServiceWorker(): void {
  const update = registerSW({
    onNeedRefresh: () =>
      useAppVersion.setState({ isNewerThere: true, update: () => void update(true) }),
    onRegisteredSW: (_url, registration) => {
      if (registration) window.setInterval(() => look(registration), LOOK_EVERY_MS);
    },
  });
  loadAgainOnceAfterRelease(() => void update(true));
}

function look(registration: ServiceWorkerRegistration): void {
  if (navigator.onLine) registration.update().catch(() => undefined);
}

const RELOADED = "aetherlearn-reloaded-at";
const AT_MOST_EVERY_MS = 60_000;

/** A page of an older version may ask for a file that the newer one no longer has. */
function loadAgainOnceAfterRelease(update: () => void): void {
  window.addEventListener("vite:preloadError", (event) => {
    if (!navigator.onLine) return;
    const before = Number(sessionStorage.getItem(RELOADED) ?? 0);
    if (Date.now() - before < AT_MOST_EVERY_MS) return;
    sessionStorage.setItem(RELOADED, String(Date.now()));
    event.preventDefault();
    if (useAppVersion.getState().isNewerThere) update();
    else window.location.reload();
  });
}
