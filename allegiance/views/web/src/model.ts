// What the page shows: statements, the ties they make, and the selection among them.
import type { Document, Finding, Game, Page, Reading, Relation, Statement } from "./types";
import type { Filters, Selection } from "./state";

export interface Told {
  record: Statement;
  reading: Reading;
}

export interface Party {
  id: string;
  name: string;
  /** The name where room is scarce: an acronym that the texts use, or the name's beginning. */
  short: string;
  kind: string;
}

export interface Tie {
  key: string;
  source: Party;
  target: Party;
  relation: string;
  sign: number;
  symmetric: boolean;
  theatre: string | null;
  told: Told[];
  affirmed: number;
  denied: number;
  documents: number;
  sources: number;
  first: string | null;
  last: string | null;
  weight: number;
  alleged: boolean;
}

export interface World {
  page: Page;
  told: Told[];
  byId: Map<string, Told>;
  documents: Map<string, Document>;
  relations: Map<string, Relation>;
  games: Map<string, Game>;
  parties: Map<string, Party>;
  /** What the answers found, by question and id, as they arrive. */
  findings: Map<string, Finding>;
}

export function index(page: Page): World {
  const told = page.statements.map((record, n) => ({ record, reading: page.readings[n]! }));
  return {
    page,
    told,
    byId: new Map(told.map((one) => [one.record.id, one])),
    documents: new Map(page.documents.map((document) => [document.id, document])),
    relations: new Map(page.relations.map((relation) => [relation.name, relation])),
    games: new Map(page.games.map((game) => [game.id, game])),
    parties: parties(told),
    findings: new Map(),
  };
}

/** Each actor and place under the name most often given to it. */
function parties(told: Told[]): Map<string, Party> {
  const forms = new Map<string, Map<string, { party: Party; count: number }>>();
  const acronyms = new Map<string, string>();
  for (const { record } of told) {
    for (const end of [record.source, record.target]) {
      const named = forms.get(end.id) ?? new Map();
      const form = named.get(end.name + "\n" + end.kind) ?? {
        party: { id: end.id, name: end.name, short: shortened(end.name), kind: end.kind },
        count: 0,
      };
      if (end.name.length > 20 && /^[A-Z][A-Z-]{1,7}$/.test(end.mention)) acronyms.set(end.id, end.mention);
      form.count += 1;
      named.set(end.name + "\n" + end.kind, form);
      forms.set(end.id, named);
    }
  }
  const best = (named: Map<string, { party: Party; count: number }>) =>
    [...named.values()].sort(
      (a, b) => b.count - a.count || (a.party.name < b.party.name ? -1 : 1),
    )[0]!.party;
  return new Map(
    [...forms].map(([id, named]) => {
      const party = best(named);
      return [id, { ...party, short: acronyms.get(id) ?? party.short }];
    }),
  );
}

function shortened(name: string): string {
  if (name.length <= 26) return name;
  const cut = name.slice(0, 25);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 14))}…`;
}

export function filter(world: World, filters: Filters): Told[] {
  return world.told.filter((one) => passes(one, filters));
}

function passes({ record, reading }: Told, filters: Filters): boolean {
  const { actors, relations, theatres, outlets, speakers, certainty, polarity } = filters;
  const any = (chosen: string[], ...values: (string | null)[]) =>
    chosen.length === 0 || values.some((value) => value !== null && chosen.includes(value));
  return (
    any(actors, record.source.id, record.target.id) &&
    any(relations, record.relation) &&
    any(theatres, reading.theatre ?? "none") &&
    any(outlets, record.outlet ?? "none") &&
    any(speakers, reading.voice, ...record.attribution.map((link) => link.name)) &&
    any(certainty, record.certainty) &&
    any(polarity, record.polarity) &&
    within(reading, filters.from, filters.to)
  );
}

/** Whether a statement may hold at some time between two dates; without a date it cannot be told. */
function within(reading: Reading, from: string, to: string): boolean {
  if (!from && !to) return true;
  const bar = reading.bar;
  if (!bar) return false;
  return !(from && bar.end !== null && bar.end < from) && !(to && bar.start !== null && bar.start > `${to}~`);
}

/** The ties that these statements make, the most widely told first, as network/ties.py ranks them. */
export function fold(world: World, told: Told[]): Tie[] {
  const groups = new Map<string, Told[]>();
  for (const one of told) {
    const group = groups.get(one.reading.tie);
    if (group) group.push(one);
    else groups.set(one.reading.tie, [one]);
  }
  return [...groups].map(([key, group]) => tie(world, key, group)).sort(rank);
}

function tie(world: World, key: string, told: Told[]): Tie {
  const { record, reading } = told[0]!;
  const party = (id: string) => world.parties.get(id)!;
  const sign = world.relations.get(record.relation)?.sign ?? 0;
  const affirmed = told.filter((one) => one.record.polarity === "positive").length;
  const dates = (side: "first" | "last") =>
    told.map((one) => one.reading[side]).filter((date): date is string => date !== null);
  return {
    key,
    source: party(reading.source),
    target: party(reading.target),
    relation: record.relation,
    sign,
    symmetric: reading.symmetric,
    theatre: reading.theatre,
    told: [...told].sort(order),
    affirmed,
    denied: told.length - affirmed,
    documents: new Set(told.map((one) => one.record.document)).size,
    sources: new Set(told.map((one) => one.reading.whose)).size,
    first: dates("first").sort()[0] ?? null,
    last: dates("last").sort((a, b) => compare(b + "~", a + "~"))[0] ?? null,
    weight: sign * strength(told),
    alleged: !told.some((one) => one.reading.plain),
  };
}

/** How firmly it is told: each voice counts once in each story, denials against. */
export function strength(told: Told[]): number {
  const heard = new Map<string, [number, number]>();
  for (const { record, reading } of told) {
    const voice = `${reading.whose}\n${record.story ?? record.document}`;
    const best = heard.get(voice) ?? [0, 0];
    const side = record.polarity === "negative" ? 1 : 0;
    best[side] = Math.max(best[side], reading.strength);
    heard.set(voice, best);
  }
  const sum = [...heard.values()].reduce((total, [yes, no]) => total + yes - no, 0);
  return Math.round(sum * 1e6) / 1e6;
}

export const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function order(a: Told, b: Told): number {
  return (
    compare(a.reading.first ?? "~", b.reading.first ?? "~") ||
    compare(a.record.document, b.record.document) ||
    a.record.begin - b.record.begin ||
    compare(a.record.id, b.record.id)
  );
}

function rank(a: Tie, b: Tie): number {
  return (
    b.sources - a.sources ||
    b.told.length - a.told.length ||
    Number(a.affirmed === 0) - Number(b.affirmed === 0) ||
    compare(a.key, b.key)
  );
}

export const placed = (tie: Tie) => tie.source.kind === "place" || tie.target.kind === "place";

/** All ties of one sign between two actors: one line of the graph. */
export interface Bundle {
  key: string;
  a: Party;
  b: Party;
  sign: number;
  ties: Tie[];
}

export function bundles(ties: Tie[]): Bundle[] {
  const found = new Map<string, Bundle>();
  for (const tie of ties) {
    const [a, b] = tie.source.id < tie.target.id ? [tie.source, tie.target] : [tie.target, tie.source];
    const key = pairKey(a.id, b.id, tie.sign);
    const bundle = found.get(key) ?? { key, a, b, sign: tie.sign, ties: [] };
    bundle.ties.push(tie);
    found.set(key, bundle);
  }
  return [...found.values()].sort((a, b) => compare(a.key, b.key));
}

export const pairKey = (a: string, b: string, sign: number) =>
  [a, b, sign < 0 ? "-" : sign > 0 ? "+" : "0"].map(encodeURIComponent).join("|");

/** The statements that a selection is about, among those that pass the filters. */
export function chosen(world: World, told: Told[], selection: Selection | null): Told[] {
  if (!selection) return [];
  const { kind, id } = selection;
  switch (kind) {
    case "tie":
      return told.filter((one) => one.reading.tie === id);
    case "pair":
      return told.filter(({ record, reading }) => {
        const [a, b] = [reading.source, reading.target].sort(compare);
        return pairKey(a!, b!, world.relations.get(record.relation)?.sign ?? 0) === id;
      });
    case "actor":
      return told.filter(({ record }) => record.source.id === id || record.target.id === id);
    case "place":
      return told.filter(
        ({ reading, record }) => reading.spot?.place === id || record.target.id === id,
      );
    case "theatre":
      return told.filter(({ reading }) => reading.theatre === id);
    case "said":
      return told.filter(({ record }) => record.id === id);
    case "game": {
      const game = world.games.get(id);
      const legs = new Set(game ? [...game.hostile, ...game.friendly, ...game.links] : []);
      return told.filter(({ record }) => legs.has(record.id));
    }
    case "found": {
      const said = new Set(world.findings.get(id)?.legs.flatMap((leg) => leg.statements) ?? []);
      return told.filter(({ record }) => said.has(record.id));
    }
  }
}

/** What a selection is called. */
export function title(world: World, ties: Tie[], selection: Selection): string {
  const { kind, id } = selection;
  switch (kind) {
    case "tie": {
      const tie = ties.find((one) => one.key === id);
      return tie ? inWords(tie) : "A tie that the filters hide";
    }
    case "pair": {
      const bundle = bundles(ties).find((one) => one.key === id);
      return bundle ? `${bundle.a.name} and ${bundle.b.name}` : "Ties that the filters hide";
    }
    case "actor":
      return world.parties.get(id)?.name ?? id;
    case "place":
      return world.told.find((one) => one.reading.spot?.place === id)?.reading.spot?.name ?? id;
    case "theatre":
      return world.page.countries[id] ?? id;
    case "said":
      return "One statement";
    case "game":
      return `A double game of ${world.games.get(id)?.actor.name ?? "somebody"}`;
    case "found":
      return world.findings.get(id)?.title ?? "An answer";
  }
}

export const arrow = (tie: Tie) => (tie.symmetric ? "↔" : "→");
export const inWords = (tie: Tie) =>
  `${tie.source.name} ${arrow(tie)} ${tie.target.name}: ${tie.relation}`;
/** How a tie stands where it is not plainly affirmed. */
export const standing = (tie: Tie) =>
  tie.affirmed === 0 ? "only denied" : tie.alleged ? "alleged" : "";
export const signName = (sign: number) =>
  sign > 0 ? "friendly" : sign < 0 ? "hostile" : "neutral";
export const signClass = (sign: number) => (sign > 0 ? "pos" : sign < 0 ? "neg" : "neu");
