/** Prints what a first visit loads, compressed, per entry, and fails above the limits; then the render counts. */
import { readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { gzipSync } from "node:zlib";

const DIST = "dist";
const KB = 1024;

/** An entry is the app's start, and the chunks that its page adds. */
const ENTRIES = [
    { name: "sign-in", sources: ["src/app/pages/login.tsx"], limitKb: 150 },
    {
        name: "control centre",
        sources: ["src/app/shell/shell.tsx", "src/app/pages/control-centre/page.tsx"],
        limitKb: 350,
    },
    {
        name: "student's session",
        sources: ["src/app/pages/student-session.tsx"],
        limitKb: null,
    },
];

const manifest = JSON.parse(readFileSync(`${DIST}/.vite/manifest.json`, "utf8"));

function keyOf(source) {
    const key = Object.keys(manifest).find(
        (each) => each === source || manifest[each].src === source,
    );
    if (key === undefined) throw new Error(`The build has no chunk of ${source}.`);
    return key;
}

function withImports(key, seen = new Set()) {
    if (seen.has(key)) return seen;
    seen.add(key);
    for (const each of manifest[key].imports ?? []) withImports(each, seen);
    return seen;
}

function compressedKb(keys, kind) {
    const files = new Set(
        [...keys].flatMap((key) =>
            kind === "js" ? [manifest[key].file] : (manifest[key].css ?? []),
        ),
    );
    const bytes = [...files].map((file) => gzipSync(readFileSync(`${DIST}/${file}`)).length);
    return bytes.reduce((sum, each) => sum + each, 0) / KB;
}

let isTooLarge = false;
console.log("first load, compressed        script      styles   limit");
for (const { name, sources, limitKb } of ENTRIES) {
    const keys = new Set();
    for (const source of ["index.html", ...sources]) withImports(keyOf(source), keys);
    const script = compressedKb(keys, "js");
    isTooLarge ||= limitKb !== null && script > limitKb;
    const words = [`${script.toFixed(1)} KB`, `${compressedKb(keys, "css").toFixed(1)} KB`];
    const limit = limitKb === null ? "" : `${limitKb} KB`;
    console.log(name.padEnd(26), words[0].padStart(10), words[1].padStart(11), limit.padStart(7));
}

const { status } = spawnSync("npx", ["vitest", "run", "src/features/room/render-counts.test.tsx"], {
    stdio: "inherit",
    env: { ...process.env, MEASURE: "1" },
});
process.exit(isTooLarge || status !== 0 ? 1 : 0);
