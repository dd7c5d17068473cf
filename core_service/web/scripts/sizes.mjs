/**
 * Prints what a first visit loads, compressed, per kind of page, and fails above the limits. Counted as whoever doubts
 * it would: kilobytes of 1000 bytes, gzip as proxies set it, and every script that the first page names.
 */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const DIST = "dist";
const BYTES_OF_KB = 1000;
const USUAL_LEVEL = 6;

/** What the address loads beside the start; the login is all in it. */
const PAGES = [
    { name: "login", sources: [], limitKb: 120 },
    {
        name: "control centre",
        sources: [
            "src/app/inside.tsx",
            "src/app/shell/shell.tsx",
            "src/app/pages/control-centre/page.tsx",
        ],
        limitKb: 330,
    },
    {
        name: "student's session",
        sources: [
            "src/app/inside.tsx",
            "src/app/student/student-frame.tsx",
            "src/app/pages/student-session/page.tsx",
        ],
        limitKb: null,
    },
];

const manifest = JSON.parse(readFileSync(`${DIST}/.vite/manifest.json`, "utf8"));
const firstPage = readFileSync(`${DIST}/index.html`, "utf8");

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

function filesOf(sources, kind) {
    const named = firstPage.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g);
    const files = new Set([...named].map(([, file]) => file));
    const keys = new Set();
    for (const source of ["index.html", ...sources]) withImports(keyOf(source), keys);
    for (const key of keys) {
        files.add(manifest[key].file);
        for (const style of manifest[key].css ?? []) files.add(style);
    }
    return [...files].filter((file) => file.endsWith(`.${kind}`));
}

function compressedKb(files) {
    const bytes = files.map(
        (file) => gzipSync(readFileSync(`${DIST}/${file}`), { level: USUAL_LEVEL }).length,
    );
    return bytes.reduce((sum, each) => sum + each, 0) / BYTES_OF_KB;
}

let isTooLarge = false;
console.log("first load, compressed        script      styles   limit");
for (const { name, sources, limitKb } of PAGES) {
    const script = compressedKb(filesOf(sources, "js"));
    isTooLarge ||= limitKb !== null && script > limitKb;
    const words = [script, compressedKb(filesOf(sources, "css"))].map(
        (each) => `${each.toFixed(1)} KB`,
    );
    const limit = limitKb === null ? "" : `${limitKb} KB`;
    console.log(name.padEnd(26), words[0].padStart(10), words[1].padStart(11), limit.padStart(7));
}
process.exitCode = isTooLarge ? 1 : 0;
