import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { appManifest } from "./app-manifest.ts";
import { compressedFiles } from "./compressed-files.ts";
import { noImportCircles } from "./import-circles.ts";
import { offlineFiles } from "./offline-files.ts";

const CORE_URL = process.env.CORE_URL ?? "http://127.0.0.1:8000";
const HUB_URL = process.env.HUB_URL ?? "http://127.0.0.1:8001";

const offline = offlineFiles();

/** Caches files of the app alone: what the core answers is never the service worker's business. */
const serviceWorker = VitePWA({
  registerType: "prompt",
  injectRegister: false,
  manifest: appManifest,
  includeManifestIcons: false,
  workbox: {
    globPatterns: ["**/*.{html,js,css,woff2,svg,png,webmanifest}"],
    manifestTransforms: [
      (entries) => ({ manifest: entries.filter(({ url }) => offline.isNeeded(url)) }),
    ],
    maximumFileSizeToCacheInBytes: 8_000_000,
    dontCacheBustURLsMatching: /^assets\//,
    navigateFallback: "/index.html",
    navigateFallbackDenylist: [/^\/api\//, /^\/ws\//],
    runtimeCaching: [
      {
        // Their names carry the hash of their content, so that they cannot be stale.
        urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith("/assets/"),
        handler: "CacheFirst",
        options: {
          cacheName: "assets",
          cacheableResponse: { statuses: [200] },
          expiration: { maxEntries: 300, maxAgeSeconds: 60 * 24 * 60 * 60 },
        },
      },
    ],
    cleanupOutdatedCaches: true,
    clientsClaim: true,
    inlineWorkboxRuntime: true,
    sourcemap: false,
  },
});

export default defineConfig({
  plugins: [react(), noImportCircles(), offline.plugin, compressedFiles(), serviceWorker],
  resolve: {
    alias: { "~": fileURLToPath(new URL("./src", import.meta.url)) },
  },
  build: {
    // Every browser that the app is for preloads modules by itself.
    modulePreload: {
      polyfill: false,
      // The list of every page's chunks would be part of the first load; the installed app has them all anyway.
      resolveDependencies: (_file, needed, { hostType }) =>
        hostType === "js" ? needed.filter((each) => each.endsWith(".css")) : needed,
    },
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0,
    // Names each page's chunks, for `npm run measure`.
    manifest: true,
    rolldownOptions: {
      checks: { circularDependency: true },
      output: {
        // What the login needs is one file: it compresses better than its parts, and is asked for once.
        codeSplitting: { groups: [{ name: "start", tags: ["$initial"] }] },
        // Whoever comes in loads the names of every page's files: short ones, and none for styles, which nobody asks
        // for by name.
        chunkFileNames: "assets/[name]-[hash:7].js",
        assetFileNames: ({ names }) =>
          names[0]?.endsWith(".css") ? "assets/[hash:7].css" : "assets/[name]-[hash:7][extname]",
      },
    },
  },
  server: {
    host: "127.0.0.1",
    port: 5173,
    proxy: { "/api": CORE_URL, "/ws": { target: HUB_URL, ws: true } },
  },
  test: {
    restoreMocks: true,
    testTimeout: 60_000,
    // By itself it would leave a core free, which halves the speed of two.
    maxWorkers: "100%",
    projects: [
      {
        extends: true,
        // One that needs a window asks for it: a window takes longer to open than most rules to test.
        test: { name: "rules", include: ["src/**/*.test.ts"], environment: "node" },
      },
      {
        extends: true,
        test: {
          name: "pages",
          include: ["src/**/*.test.tsx"],
          environment: "jsdom",
          setupFiles: ["src/testing/setup.ts"],
        },
      },
    ],
  },
});
