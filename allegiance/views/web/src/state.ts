// The state of the view: one selection, the filters, and where the reader is. It lives in the URL.
import { useEffect, useState } from "preact/hooks";

export const KINDS = ["tie", "pair", "actor", "place", "theatre", "said", "game", "found"] as const;
export interface Selection {
  kind: (typeof KINDS)[number];
  id: string;
}

export interface Filters {
  actors: string[];
  relations: string[];
  theatres: string[];
  outlets: string[];
  speakers: string[];
  certainty: string[];
  polarity: string[];
  from: string;
  to: string;
}

export const PANELS = ["graph", "map", "timeline", "evidence", "questions"] as const;
export type Panel = (typeof PANELS)[number];

export const ASKED = ["camps", "games", "shifts", "flows", "spillover", "words", "brokers", "what-if"] as const;
export type Asked = (typeof ASKED)[number];

export interface View {
  selection: Selection | null;
  filters: Filters;
  /** The document that is open, and the statement to scroll to in it. */
  open: { document: string; said: string } | null;
  query: string;
  /** The panel that a narrow screen shows. */
  panel: Panel;
  table: boolean;
  /** The question that is open, and what it is asked of: "from/FR", an actor, "drop/" and a statement. */
  ask: Asked | null;
  of: string;
}

const LISTS = {
  actors: "a",
  relations: "r",
  theatres: "th",
  outlets: "o",
  speakers: "s",
  certainty: "c",
  polarity: "p",
} as const;

export const NO_FILTERS: Filters = {
  actors: [],
  relations: [],
  theatres: [],
  outlets: [],
  speakers: [],
  certainty: [],
  polarity: [],
  from: "",
  to: "",
};

export const START: View = {
  selection: null,
  filters: NO_FILTERS,
  open: null,
  query: "",
  panel: "graph",
  table: false,
  ask: null,
  of: "",
};

export function encode(view: View): string {
  const out = new URLSearchParams();
  if (view.selection) out.set("sel", `${view.selection.kind}:${view.selection.id}`);
  for (const [name, key] of Object.entries(LISTS)) {
    for (const value of view.filters[name as keyof typeof LISTS]) out.append(key, value);
  }
  if (view.filters.from) out.set("from", view.filters.from);
  if (view.filters.to) out.set("to", view.filters.to);
  if (view.open) out.set("doc", `${view.open.document}:${view.open.said}`);
  if (view.query) out.set("q", view.query);
  if (view.panel !== START.panel) out.set("panel", view.panel);
  if (view.table) out.set("table", "1");
  if (view.ask) out.set("ask", view.ask);
  if (view.ask && view.of) out.set("of", view.of);
  return out.toString();
}

export function decode(hash: string): View {
  const read = new URLSearchParams(hash.replace(/^#/, ""));
  const filters = { ...NO_FILTERS, from: read.get("from") ?? "", to: read.get("to") ?? "" };
  for (const [name, key] of Object.entries(LISTS)) {
    filters[name as keyof typeof LISTS] = read.getAll(key);
  }
  const open = split(read.get("doc"));
  const panel = PANELS.find((one) => one === read.get("panel"));
  return {
    selection: selection(read.get("sel")),
    filters,
    open: open && { document: open[0], said: open[1] },
    query: read.get("q") ?? "",
    panel: panel ?? START.panel,
    table: read.get("table") === "1",
    ask: ASKED.find((one) => one === read.get("ask")) ?? null,
    of: read.get("of") ?? "",
  };
}

function selection(text: string | null): Selection | null {
  const parts = split(text);
  const kind = KINDS.find((one) => one === parts?.[0]);
  return parts && kind ? { kind, id: parts[1] } : null;
}

function split(text: string | null): [string, string] | null {
  const at = text?.indexOf(":") ?? -1;
  return text && at > 0 ? [text.slice(0, at), text.slice(at + 1)] : null;
}

/** A step that the back button undoes, unless it is one of many small ones (typing, dragging). */
export type Go = (change: Partial<View>, small?: boolean) => void;

export function useView(): [View, Go] {
  const [view, show] = useState(() => decode(location.hash));
  useEffect(() => {
    const back = () => show(decode(location.hash));
    addEventListener("popstate", back);
    addEventListener("hashchange", back);
    return () => {
      removeEventListener("popstate", back);
      removeEventListener("hashchange", back);
    };
  }, []);
  const go: Go = (change, small = false) => {
    const next = { ...decode(location.hash), ...change };
    const hash = encode(next);
    if (hash === encode(decode(location.hash))) return;
    const url = hash ? `#${hash}` : location.pathname + location.search;
    if (small) history.replaceState(null, "", url);
    else history.pushState(null, "", url);
    show(next);
  };
  return [view, go];
}
