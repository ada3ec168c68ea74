// What an answer changes in the graph: camps, and the ties that matter to it.
import type { Ask } from "./asked";
import type { World } from "./model";
import type { Asked } from "./state";
import type { Camps } from "./types";

/** Which panel stands above the answer: the graph, the map, or none. */
export function stage(ask: Asked): "with-graph" | "with-map" | "alone" {
  if (ask === "spillover") return "with-map";
  return ask === "camps" || ask === "games" || ask === "brokers" || ask === "what-if" ? "with-graph" : "alone";
}

export interface Highlight {
  sides: Record<string, number> | null;
  lit: Set<string>;
}

const NOTHING: Highlight = { sides: null, lit: new Set() };

export function highlight(world: World, ask: Asked | null, answer: Ask): Highlight {
  if (ask !== "camps" && ask !== "brokers" && ask !== "what-if") return NOTHING;
  const got = answer<Camps>("camps");
  if (got.state !== "ready" || got.value.silence) return NOTHING;
  const said = got.value.broken.flatMap((one) => one.legs[0]?.statements ?? []);
  const lit = new Set(said.flatMap((id) => world.byId.get(id)?.reading.tie ?? []));
  return { sides: got.value.sides, lit: ask === "what-if" ? new Set() : lit };
}
