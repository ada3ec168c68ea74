// Answers to the questions of the page: a report carries them along, a server works them out.
import { useEffect, useState } from "preact/hooks";
import { unpack } from "./load";
import type { World } from "./model";
import type { Finding } from "./types";

/** What became of asking: a report may not carry an answer, a server may refuse one. */
export type Got<T> =
  | { state: "waiting" }
  | { state: "ready"; value: T }
  | { state: "absent" }
  | { state: "failed"; why: string };

export type Ask = <T>(key: string) => Got<T>;

/** Whether a server is there to be asked. */
export const served = () => document.getElementById("data") === null;

const kept = new Map<string, Got<unknown>>();
let carried: Promise<Record<string, unknown>> | null = null;

/** The answers under these keys, as they arrive. */
export function useAnswers(world: World, keys: string[]): Ask {
  const [, arrived] = useState(0);
  const of = (key: string) => `${world.page.version}\n${key}`;
  useEffect(() => {
    for (const key of keys) {
      if (kept.has(of(key))) continue;
      kept.set(of(key), { state: "waiting" });
      void ask(key).then((got) => {
        kept.set(of(key), got);
        arrived((n) => n + 1);
      });
    }
  }, [world, keys.join("\n")]);
  for (const key of keys) {
    const got = kept.get(of(key));
    if (got?.state === "ready") collect(world, key.split("/")[0]!, got.value);
  }
  return <T,>(key: string) => (kept.get(of(key)) ?? { state: "waiting" }) as Got<T>;
}

async function ask(key: string): Promise<Got<unknown>> {
  try {
    if (!served()) {
      carried ??= unpack(document.getElementById("answers")?.textContent ?? "").then((text) => JSON.parse(text));
      const value = (await carried)[key];
      return value === undefined ? { state: "absent" } : { state: "ready", value };
    }
    const answer = await fetch(`/answers/${key}`);
    if (!answer.ok) return { state: "failed", why: await answer.text() };
    return { state: "ready", value: await answer.json() };
  } catch {
    return { state: "failed", why: "the server does not answer; what is on the screen stays readable" };
  }
}

/** Keeps the findings of an answer where a selection can find them. */
function collect(world: World, question: string, value: unknown): void {
  if (Array.isArray(value)) for (const one of value) collect(world, question, one);
  else if (value && typeof value === "object") {
    if ("legs" in value && "reading" in value) {
      const found = value as Finding;
      world.findings.set(`${question}:${found.id}`, found);
    } else collect(world, question, Object.values(value));
  }
}
