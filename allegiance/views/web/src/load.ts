// Where the data come from: a block of the report itself, or the server.
import { feature } from "topojson-client";
import type { FeatureCollection, Geometry } from "geojson";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Page } from "./types";

export type Atlas = FeatureCollection<Geometry, { name: string }>;

export async function load(): Promise<[Page, Atlas]> {
  const [page, world] = await Promise.all([read<Page>("data"), read<Topology>("world")]);
  const countries = world.objects.countries as GeometryCollection<{ name: string }>;
  return [page, feature(world, countries)];
}

async function read<T>(name: string): Promise<T> {
  const block = document.getElementById(name);
  if (block) return JSON.parse(await unpack(block.textContent ?? ""));
  const answer = await fetch(`/${name}.json`);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

export async function unpack(base64: string): Promise<string> {
  if (typeof DecompressionStream === "undefined") {
    throw new Error("this browser is too old to open the report; one from 2023 or later can.");
  }
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

/** Asks the server every few seconds whether it has another page than this; a report never has. */
export function watch(version: string, changed: () => void): () => void {
  if (document.getElementById("data")) return () => {};
  const ask = async () => {
    try {
      const answer = await fetch("/health", { cache: "no-store" });
      const now = ((await answer.json()) as { version: string }).version;
      if (now !== version) changed();
    } catch {
      // The server was stopped: what is on the screen stays readable.
      clearInterval(timer);
    }
  };
  const timer = setInterval(ask, 3000);
  void ask();
  return () => clearInterval(timer);
}
