/** Which built files an installed app needs without a network: the start, the login and a student's pages. */
import type { Plugin } from "vite";

/** Pages that open without a network; what staff open comes into the cache as it is used. */
const OFFLINE_PAGES =
  /\/src\/app\/((main|inside)\.tsx|pages\/(login|student-)[^/]*)$|\/src\/ui\/tex\.tsx$/;
/** Of the fonts, the letters that our content uses; others come when they occur. */
const OFFLINE_FONTS = /(InterVariable-subset|andika-latin-\d+-normal|KaTeX_.*)-[^/]*\.woff2$/;
const OFFLINE_REST = /^(index\.html|color-scheme\.js|favicon\.svg|manifest\.webmanifest|icons\/)/;

interface OfflineFiles {
  plugin: Plugin;
  /** Asked by the service worker's build, after `plugin` has seen the bundle. */
  isNeeded: (url: string) => boolean;
}

interface BuiltChunk {
  type: string;
  facadeModuleId?: string | null;
  imports?: string[];
  viteMetadata?: { importedCss: Set<string> };
}

export function offlineFiles(): OfflineFiles {
  const needed = new Set<string>();
  return {
    plugin: {
      name: "offline-files",
      apply: "build",
      writeBundle(_options, bundle) {
        const files = bundle as unknown as Record<string, BuiltChunk | undefined>;
        for (const [name, chunk] of Object.entries(files)) {
          if (OFFLINE_PAGES.test(chunk?.facadeModuleId ?? "")) collect(name, files, needed);
        }
      },
    },
    isNeeded: (url) => needed.has(url) || OFFLINE_FONTS.test(url) || OFFLINE_REST.test(url),
  };
}

/** A chunk with its styles and all that it imports at once. */
function collect(
  name: string,
  files: Readonly<Record<string, BuiltChunk | undefined>>,
  needed: Set<string>,
): void {
  const chunk = files[name];
  if (chunk === undefined || needed.has(name)) return;
  needed.add(name);
  chunk.viteMetadata?.importedCss.forEach((style) => needed.add(style));
  chunk.imports?.forEach((imported) => collect(imported, files, needed));
}
