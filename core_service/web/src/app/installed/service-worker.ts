/** Registers the service worker, which keeps the app's files, and looks for a newer version of them. */
import { registerSW } from "virtual:pwa-register";
import { useAppVersion } from "./app-version";

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
}

function look(registration: ServiceWorkerRegistration): void {
  if (navigator.onLine) registration.update().catch(() => undefined);
}
