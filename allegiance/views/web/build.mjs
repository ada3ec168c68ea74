// Bundles the page into dist/: page.js, page.css and world.json. `node build.mjs`
import { build } from "esbuild";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
mkdirSync(dist, { recursive: true });

await build({
  absWorkingDir: here,
  entryPoints: { page: "src/main.tsx" },
  outdir: dist,
  bundle: true,
  minify: true,
  // An ES module does not load from file://, so the page is one classic script.
  format: "iife",
  target: "es2022",
  charset: "ascii",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
});

// Natural Earth by way of world-atlas, its countries under the codes that statements use.
const load = createRequire(import.meta.url);
const world = JSON.parse(readFileSync(load.resolve("world-atlas/countries-50m.json"), "utf8"));
const codes = new Map(
  load("i18n-iso-countries/codes.json").map(([alpha2, , numeric]) => [numeric, alpha2]),
);
delete world.objects.land;
for (const country of world.objects.countries.geometries) {
  country.id = codes.get(country.id) ?? null;
}
writeFileSync(join(dist, "world.json"), JSON.stringify(world));
