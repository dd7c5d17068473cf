/** What an installed AetherLearn is called and looks like on a device's start screen. */
import type { ManifestOptions } from "vite-plugin-pwa";

export const appManifest: Partial<ManifestOptions> = {
  id: "/",
  name: "AetherLearn",
  short_name: "AetherLearn",
  description: "Live tutoring: your session, your exercises, your tutor.",
  lang: "en-GB",
  start_url: "/",
  scope: "/",
  display: "standalone",
  orientation: "any",
  background_color: "#F6F4EF",
  theme_color: "#F6F4EF",
  categories: ["education"],
  icons: [
    { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
    { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
    { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    { src: "/favicon.svg", sizes: "any", type: "image/svg+xml" },
  ],
};
