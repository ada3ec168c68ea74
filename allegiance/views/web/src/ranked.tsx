// A ranked list of findings: one stop of the Tab key, arrows inside, and what is chosen shows its evidence.
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { step } from "./questions";
import type { Asked, Go, Selection } from "./state";
import type { Finding } from "./types";

export interface Item {
  found: Finding;
  /** What stands beside the words: a small picture. */
  glyph?: ComponentChildren;
  /** What stands below them. */
  more?: ComponentChildren;
  sign?: string;
}

interface Props {
  ask: Asked;
  label: string;
  items: Item[];
  selection: Selection | null;
  go: Go;
  quiet?: boolean;
}

export function Ranked({ ask, label, items, selection, go, quiet }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const id = (one: Item) => `${ask}:${one.found.id}`;
  const chosen = selection?.kind === "found" ? items.findIndex((one) => id(one) === selection.id) : -1;
  const choose = (id: string, small: boolean) => go({ selection: { kind: "found", id }, open: null }, small);
  return (
    <ol
      class="ranked"
      ref={list}
      aria-label={label}
      onKeyDown={(event) => {
        const next = step(event, list.current!);
        if (next?.dataset.found) choose(next.dataset.found, true);
      }}
    >
      {items.map((one, n) => (
        <li key={one.found.id}>
          <button
            class={`finding${n === chosen ? " on" : ""}`}
            data-found={id(one)}
            aria-pressed={n === chosen}
            tabIndex={n === Math.max(chosen, 0) ? 0 : -1}
            onClick={() => choose(id(one), false)}
          >
            {one.glyph}
            <span class="words">
              <span class={`name${one.sign ? ` sign ${one.sign}` : ""}`}>{one.found.title}</span>
              <span class="facts-line">{one.found.facts.join(" · ")}</span>
              {!quiet && <span class="reading">{one.found.reading}</span>}
              {one.more}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
