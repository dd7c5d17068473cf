/** Tells the lint rule of layers where an import leads: `~/` is src, and endings are left out. */
const { existsSync, statSync } = require("node:fs");
const { dirname, resolve } = require("node:path");

const SOURCE = resolve(__dirname, "../src");
const ENDINGS = ["", ".ts", ".tsx", "/index.ts", "/index.tsx"];

exports.interfaceVersion = 2;
exports.resolve = (source, file) => {
    const base = source.startsWith("~/")
        ? resolve(SOURCE, source.slice(2))
        : source.startsWith(".")
          ? resolve(dirname(file), source)
          : null;
    const path = base && ENDINGS.map((ending) => base + ending).find(isFile);
    return path ? { found: true, path } : { found: false };
};

function isFile(path) {
    return existsSync(path) && statSync(path).isFile();
}
