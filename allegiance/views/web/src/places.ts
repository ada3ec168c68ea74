// What an answer says of countries on the map.
import type { Ask } from "./asked";
import { pressed } from "./spillover";
import type { View } from "./state";
import type { Refuges } from "./types";

const NONE = new Map<string, string>();

export function marked({ ask, of }: View, answer: Ask): Map<string, string> {
  if (ask !== "spillover") return NONE;
  const got = answer<Refuges>("spillover");
  const one = got.state === "ready" ? pressed(got.value, of) : undefined;
  if (!one) return NONE;
  return new Map([
    ...one.places.map((place, n) => [place.place, `${n + 1}`] as const),
    ...one.pressed_in.map((code) => [code, "pressed"] as const),
  ]);
}
