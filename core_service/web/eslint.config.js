import { resolve } from "node:path";
import js from "@eslint/js";
import boundaries from "eslint-plugin-boundaries";
import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

const importResolver = resolve(import.meta.dirname, "scripts/import-resolver.cjs");

/** The layers of the app, from the top; each may import those after it, and features never each other. */
const layers = [
  { type: "app", pattern: "src/app" },
  { type: "feature", pattern: "src/features/*", capture: ["feature"] },
  { type: "ui", pattern: "src/ui" },
  { type: "lib", pattern: "src/lib" },
  { type: "generated", pattern: "src/generated" },
  { type: "testing", pattern: "src/testing" },
];

const mayImport = (from, ...to) => ({
  from: { element: { type: from } },
  allow: { to: { element: { type: to } } },
});

export default tseslint.config(
  { ignores: ["dist", "src/generated", "public"] },
  js.configs.recommended,
  tseslint.configs.strict,
  reactHooks.configs.flat["recommended-latest"],
  {
    files: ["src/**/*.{ts,tsx}"],
    plugins: { boundaries },
    settings: {
      "boundaries/elements": layers,
      "import/resolver": { [importResolver]: {} },
    },
    rules: {
      "max-lines": ["error", { max: 300 }],
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "JSXAttribute[name.name=/^(maxLength|min|max)$/] > JSXExpressionContainer > Literal",
          message: "The API's limits are generated: take them from ~/generated/limits.",
        },
      ],
      "boundaries/dependencies": [
        "error",
        {
          default: "disallow",
          policies: [
            mayImport("app", "app", "feature", "ui", "lib", "generated", "testing"),
            mayImport("feature", "ui", "lib", "generated", "testing"),
            {
              from: { element: { type: "feature" } },
              allow: {
                to: {
                  element: {
                    type: "feature",
                    captured: { feature: "{{ from.element.captured.feature }}" },
                  },
                },
              },
            },
            mayImport("ui", "ui", "lib", "testing"),
            mayImport("lib", "lib", "generated", "testing"),
            mayImport("testing", "ui", "lib", "generated", "testing"),
          ],
        },
      ],
    },
  },
  {
    files: ["scripts/**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: { require: "readonly", exports: "writable", __dirname: "readonly" },
    },
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    files: ["scripts/**/*.mjs"],
    languageOptions: { globals: { process: "readonly", console: "readonly" } },
  },
);
