// Unpacks the Chromium that travels inside @sparticuz/chromium: node unpack.mjs FOLDER
import { chmodSync, createReadStream, createWriteStream, mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { createBrotliDecompress } from "node:zlib";

const folder = process.argv[2];
const packed = join(dirname(fileURLToPath(import.meta.url)), "node_modules/@sparticuz/chromium/bin");
const parts = { "chromium.br": "chromium", "al2023.tar.br": "libs.tar", "fonts.tar.br": "fonts.tar", "swiftshader.tar.br": "swiftshader.tar" };

mkdirSync(folder, { recursive: true });
for (const [from, to] of Object.entries(parts)) {
  const unpacked = join(folder, to);
  await pipeline(
    createReadStream(join(packed, from)),
    createBrotliDecompress(),
    createWriteStream(`${unpacked}.part`),
  );
  chmodSync(`${unpacked}.part`, 0o755);
  renameSync(`${unpacked}.part`, unpacked);
}
