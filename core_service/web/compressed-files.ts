/** Lays a gzip beside each built script and style: the core sends it, since a centre's tablets may have no proxy before it. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import type { Plugin } from "vite";

const COMPRESSED = /\.(js|css)$/;
/** What fits into one packet gains nothing. */
const WORTH_BYTES = 1400;

export function compressedFiles(): Plugin {
  return {
    name: "compressed-files",
    apply: "build",
    writeBundle({ dir }, bundle) {
      if (dir === undefined) throw new Error("The build has no folder.");
      for (const name of Object.keys(bundle).filter((each) => COMPRESSED.test(each))) {
        const content = readFileSync(join(dir, name));
        if (content.length < WORTH_BYTES) continue;
        const compressed = gzipSync(content, { level: constants.Z_BEST_COMPRESSION });
        writeFileSync(join(dir, `${name}.gz`), compressed);
      }
    },
  };
}
