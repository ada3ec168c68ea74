// Finding actors by name and sentences by their words, without a server.
import MiniSearch from "minisearch";
import { useMemo, useRef, useState } from "preact/hooks";
import { Icon } from "./bits";
import type { World } from "./model";
import type { Go, Selection } from "./state";

interface Found {
  id: string;
  selection: Selection;
  title: string;
  note: string;
}

export function Search({ world, query, go }: { world: World; query: string; go: Go }) {
  const engine = useMemo(() => indexed(world), [world]);
  const [open, show] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const found = useMemo(() => (query.trim() ? engine(query) : []), [query, engine]);
  const step = (event: KeyboardEvent, by: number) => {
    event.preventDefault();
    const stops = [...box.current!.querySelectorAll<HTMLElement>("input, li button")];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    stops[Math.min(Math.max(at + by, 0), stops.length - 1)]?.focus();
  };
  return (
    <div
      class="search"
      ref={box}
      role="search"
      onKeyDown={(event) => {
        if (event.key === "ArrowDown") step(event, 1);
        else if (event.key === "ArrowUp") step(event, -1);
        else if (event.key === "Escape") {
          // It closes what was found, and no answer behind it.
          event.stopPropagation();
          show(false);
        }
      }}
      onFocusOut={(event) => {
        if (!box.current!.contains(event.relatedTarget as Node | null)) show(false);
      }}
    >
      <Icon name="search" />
      <input
        type="search"
        aria-label="Search sentences and actors"
        placeholder="Search sentences and actors"
        value={query}
        onFocus={() => show(true)}
        onInput={(event) => {
          show(true);
          go({ query: event.currentTarget.value }, true);
        }}
      />
      {open && query.trim() && (
        <ul class="found" aria-label="Found">
          {found.map((one) => (
            <li key={one.id}>
              <button
                onClick={() => {
                  show(false);
                  go({ selection: one.selection, open: null });
                }}
              >
                <span>{one.title}</span>
                <span class="quiet">{one.note}</span>
              </button>
            </li>
          ))}
          {found.length === 0 && <li class="empty">Nothing has these words.</li>}
        </ul>
      )}
    </div>
  );
}

function indexed(world: World): (query: string) => Found[] {
  const entries: Found[] = [];
  for (const party of world.parties.values()) {
    const place = party.kind === "place";
    entries.push({
      id: `${party.kind}:${party.id}`,
      selection: { kind: place ? "place" : "actor", id: party.id },
      title: party.name,
      note: party.kind,
    });
  }
  const sentences = new Set<string>();
  for (const { record } of world.told) {
    const key = `${record.document}:${record.begin}`;
    if (sentences.has(key)) continue;
    sentences.add(key);
    entries.push({
      id: `said:${record.id}`,
      selection: { kind: "said", id: record.id },
      title: record.sentence,
      note: [record.outlet, record.date].filter(Boolean).join(", "),
    });
  }
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const fold = (word: string) => word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const engine = new MiniSearch<Found>({
    fields: ["title", "note"],
    processTerm: fold,
    searchOptions: {
      prefix: true,
      fuzzy: (term) => (term.length > 4 ? 0.2 : false),
      boost: { title: 2 },
      boostDocument: (id) => (String(id).startsWith("said:") ? 1 : 3),
      combineWith: "AND",
    },
  });
  engine.addAll(entries);
  return (query) => engine.search(query).slice(0, 12).map((hit) => byId.get(String(hit.id))!);
}
