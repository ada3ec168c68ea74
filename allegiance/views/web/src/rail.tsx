// At the side: the filters.
import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { Icon } from "./bits";
import { compare, type World } from "./model";
import type { Filters as Chosen } from "./state";

interface FilterProps {
  world: World;
  filters: Chosen;
  active: number;
  set: (change: Partial<Chosen>, small?: boolean) => void;
  clear: () => void;
  close: () => void;
}

export function Filters({ world, filters, active, set, clear, close }: FilterProps) {
  const options = useMemo(() => offered(world), [world]);
  const group = (name: keyof typeof options, legend: string) => (
    <Group legend={legend} chosen={filters[name]}>
      {options[name].map((option) => (
        <label key={option.id}>
          <input
            type="checkbox"
            name={name}
            value={option.id}
            checked={filters[name].includes(option.id)}
            onChange={() => set({ [name]: toggled(filters[name], option.id) })}
          />
          <span>{option.name}</span>
          <span class="n">{option.n}</span>
        </label>
      ))}
    </Group>
  );
  return (
    <section class="panel filters" id="filters" aria-labelledby="title-filters">
      <header>
        <h2 id="title-filters">Filters</h2>
        <div class="tools">
          {active > 0 && <button class="tool" onClick={clear}>Clear all</button>}
          <button class="tool narrow" aria-label="Close the filters" onClick={close}><Icon name="close" /></button>
        </div>
      </header>
      <form class="scroll" onSubmit={(event) => event.preventDefault()}>
        <fieldset class="when">
          <legend>Told to hold between</legend>
          <label>
            <span class="sr">From</span>
            <input
              name="from" placeholder="year" inputMode="numeric" maxLength={10} pattern="\d{4}(-\d\d(-\d\d)?)?"
              value={filters.from}
              onChange={(event) => date(event.currentTarget, (from) => set({ from }))}
            />
          </label>
          <span aria-hidden="true">–</span>
          <label>
            <span class="sr">To</span>
            <input
              name="to" placeholder="year" inputMode="numeric" maxLength={10} pattern="\d{4}(-\d\d(-\d\d)?)?"
              value={filters.to}
              onChange={(event) => date(event.currentTarget, (to) => set({ to }))}
            />
          </label>
        </fieldset>
        {group("actors", "Actor")}
        {group("relations", "Relation")}
        {group("theatres", "Theatre")}
        {group("outlets", "Outlet")}
        {group("speakers", "Speaker")}
        {group("certainty", "Certainty")}
        {group("polarity", "Said or denied")}
      </form>
    </section>
  );
}

function date(input: HTMLInputElement, set: (date: string) => void) {
  if (input.checkValidity()) set(input.value.trim());
}

function Group({ legend, chosen, children }: {
  legend: string;
  chosen: string[];
  children: ComponentChildren;
}) {
  const [open, show] = useState(chosen.length > 0);
  return (
    <details class="group" open={open} onToggle={(event) => show(event.currentTarget.open)}>
      <summary>
        {legend}
        {chosen.length > 0 && <span class="badge">{chosen.length}</span>}
      </summary>
      <fieldset>
        <legend class="sr">{legend}</legend>
        {children}
      </fieldset>
    </details>
  );
}

const toggled = (list: string[], id: string) =>
  list.includes(id) ? list.filter((one) => one !== id) : [...list, id];

interface Option {
  id: string;
  name: string;
  n: number;
}

function offered(world: World) {
  const names = (id: string) => world.parties.get(id)?.name ?? id;
  const same = (id: string) => id;
  const theatre = (id: string) => (id === "none" ? "no theatre told" : (world.page.countries[id] ?? id));
  const tally = (ids: string[][], name: (id: string) => string): Option[] => {
    const counts = new Map<string, number>();
    for (const list of ids) for (const id of new Set(list)) counts.set(id, (counts.get(id) ?? 0) + 1);
    return [...counts]
      .map(([id, n]) => ({ id, n, name: name(id) }))
      .sort((a, b) => b.n - a.n || compare(a.name, b.name));
  };
  const { told } = world;
  return {
    actors: tally(told.map(({ record: { source, target } }) => [source, target].filter((end) => end.kind !== "place").map((end) => end.id)), names),
    relations: tally(told.map(({ record }) => [record.relation]), same),
    theatres: tally(told.map(({ reading }) => [reading.theatre ?? "none"]), theatre),
    outlets: tally(told.map(({ record }) => [record.outlet ?? "none"]), (id) => (id === "none" ? "no outlet known" : id)),
    speakers: tally(told.map(({ record, reading }) => [reading.voice, ...record.attribution.map((link) => link.name)]), same),
    certainty: tally(told.map(({ record }) => [record.certainty]), same),
    polarity: tally(told.map(({ record }) => [record.polarity]), (id) => (id === "negative" ? "denied" : "affirmed")),
  };
}
