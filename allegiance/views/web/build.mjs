// Bundles the page into dist/: page.js, page.css and world.json. `node build.mjs`
import { build } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, "dist");
mkdirSync(dist, { recursive: true });

const built = await build({
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
  metafile: true,
  jsx: "automatic",
  jsxImportSource: "preact",
  logLevel: "warning",
});

// The licences of what is bundled, over the bundle itself: a report carries them along.
const packages = new Set(
  Object.keys(built.metafile.inputs).flatMap((path) => {
    const found = path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    return found ? [found[1]] : [];
  }),
);
const notices = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} says nothing of its licence`);
  const text = readFileSync(join(folder, file), "utf8").trim().replaceAll("*/", "* /");
  return `${name} ${version} (${license})\n\n${text}`;
});
const rule = `\n\n${"-".repeat(72)}\n\n`;
const head = "Allegiance, Apache-2.0. This page contains the following libraries.";
const bundle = join(dist, "page.js");
const banner = `/*!\n${[head, ...notices].join(rule)}\n*/\n`;
writeFileSync(bundle, banner + readFileSync(bundle, "utf8"));

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
