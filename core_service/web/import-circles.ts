/** Ends the build where modules of ours import each other in a circle: whoever reads one must read them all. */
import type { Plugin } from "vite";

/** Needs `checks: { circularDependency: true }`; circles of types alone are none, since types are not built. */
export function noImportCircles(): Plugin {
  return {
    name: "no-import-circles",
    apply: "build",
    onLog(_level, { code, message }) {
      if (code === "CIRCULAR_DEPENDENCY" && !message.includes("node_modules")) {
        throw new Error(message);
      }
    },
  };
}
