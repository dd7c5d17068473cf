/** Which built files an installed app needs without a network: the start, the login and a student's pages. */
import type { Plugin } from "vite";

/** What opens without a network; what staff open comes into the cache as it is used. */
const OFFLINE_MODULES = [
  "src/app/main.tsx",
  "src/app/inside.tsx",
  "src/app/pages/login.tsx",
  "src/app/pages/student-badges.tsx",
  "src/app/pages/student-catchup/page.tsx",
  "src/app/pages/student-catchups.tsx",
  "src/app/pages/student-home/page.tsx",
  "src/app/pages/student-session/page.tsx",
  "src/app/pages/student-work-result.tsx",
  "src/app/pages/student-work.tsx",
  "src/app/student/student-frame.tsx",
  "src/app/student/student-tabs.tsx",
  "src/ui/tex.tsx",
];
/** Of the fonts, the letters that our content uses; others come when they occur. */
const OFFLINE_FONTS = /(InterVariable-subset|andika-latin-\d+-normal|KaTeX_.*)-[^/]*\.woff2$/;
const OFFLINE_REST = /^(index\.html|color-scheme\.js|favicon\.svg|manifest\.webmanifest|icons\/)/;

interface OfflineFiles {
  plugin: Plugin;
  /** Asked by the service worker's build, after `plugin` has seen the bundle. */
  isNeeded: (url: string) => boolean;
}

interface BuiltFile {
  /** Of a chunk: the modules in it. */
  moduleIds?: readonly string[];
  imports?: readonly string[];
  viteMetadata?: { importedCss: ReadonlySet<string> };
}

type BuiltFiles = Readonly<Record<string, BuiltFile | undefined>>;

export function offlineFiles(): OfflineFiles {
  const needed = new Set<string>();
  return {
    plugin: {
      name: "offline-files",
      apply: "build",
      writeBundle(_options, bundle) {
        const files = bundle as unknown as BuiltFiles;
        for (const module of OFFLINE_MODULES) collect(chunkOf(module, files), files, needed);
      },
    },
    isNeeded: (url) => needed.has(url) || OFFLINE_FONTS.test(url) || OFFLINE_REST.test(url),
  };
}

/** Where the build put a module; one that was moved must not silently be missing without a network. */
function chunkOf(module: string, files: BuiltFiles): string {
  const found = Object.entries(files).find(([, file]) =>
    file?.moduleIds?.some((id) => id.endsWith(`/${module}`)),
  );
  if (found === undefined)
    throw new Error(`offline-files.ts names ${module}: no such module was built.`);
  return found[0];
}

/** A chunk with its styles and all that it imports at once. */
function collect(name: string, files: BuiltFiles, needed: Set<string>): void {
  const chunk = files[name];
  if (chunk === undefined || needed.has(name)) return;
  needed.add(name);
  chunk.viteMetadata?.importedCss.forEach((style) => needed.add(style));
  chunk.imports?.forEach((imported) => collect(imported, files, needed));
}
