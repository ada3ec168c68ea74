// The page: it loads its data, holds the view, and lays the panels out.
import "./page.css";
import { render } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { AnswerPanel } from "./answer";
import { useAnswers, type Ask } from "./asked";
import { EvidencePanel } from "./evidence";
import { asked, flowKey } from "./flows";
import { GraphPanel } from "./graph";
import { MapPanel } from "./map";
import { chosen, filter, fold, index, title, type World } from "./model";
import { highlight, stage } from "./picture";
import { choice, Questions } from "./questions";
import { Filters } from "./rail";
import { Search } from "./search";
import { NO_FILTERS, PANELS, useView, type Panel, type View } from "./state";
import { TimelinePanel } from "./timeline";
import { Icon, count } from "./bits";
import { marked } from "./places";
import { load, watch, type Atlas } from "./load";
import type { Transfers } from "./types";
import { whatIfKeys } from "./whatif";

function Page({ world, atlas, stale, refresh }: {
  world: World;
  atlas: Atlas;
  stale: boolean;
  refresh: () => void;
}) {
  const [view, go] = useView();
  const [theme, setTheme] = useTheme();
  const [drawer, setDrawer] = useState(false);
  const printing = usePrinting();
  const { selection, filters } = view;

  const told = useMemo(() => filter(world, filters), [world, view.filters && JSON.stringify(filters)]);
  const ties = useMemo(() => fold(world, told), [told]);
  const answer = useAnswers(world, keys(view));
  useAnswers(world, further(view, answer));
  const key = selection ? `${selection.kind}:${selection.id}` : "";
  const picked = useMemo(() => chosen(world, told, selection), [told, key, world.findings.size]);
  const shown = useMemo(() => highlight(world, view.ask, answer), [world, view.ask, answer("camps").state]);
  const lit = useMemo(
    () => (selection ? new Set(picked.map((one) => one.reading.tie)) : shown.lit),
    [picked, shown],
  );
  const active = Object.values(filters).flat().filter(Boolean).length;
  const shared = { world, told, ties, lit, picked, selection, go, theme, printing };

  useEffect(() => {
    document.title = selection
      ? `${title(world, ties, selection)} · ${world.page.title}`
      : world.page.title;
  }, [key]);
  useEffect(() => {
    const escape = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      if (drawer) setDrawer(false);
      else if (view.ask) go(choice(null));
    };
    addEventListener("keydown", escape);
    return () => removeEventListener("keydown", escape);
  }, [drawer, view.ask]);
  useFollow(view.ask);

  return (
    <div class={`page show-${view.panel}${drawer ? " drawer-open" : ""}${view.ask ? ` asking ${stage(view.ask)}` : ""}`}>
      <a class="skip" href="#title-evidence" onClick={(event) => {
        event.preventDefault();
        document.getElementById("title-evidence")?.focus();
      }}>Skip to the sentences</a>
      <header class="top">
        <div class="brand">
          <h1>{world.page.title}</h1>
          <p>
            {count(told.length, "statement")} in {count(world.page.documents.length, "document")}
            {told.length < world.told.length ? `, of ${world.told.length}` : ""}
          </p>
        </div>
        <Search world={world} query={view.query} go={go} />
        <button class="tool narrow" aria-expanded={drawer} aria-controls="filters" onClick={() => setDrawer(!drawer)}>
          <Icon name="filter" /> Filters{active > 0 && <span class="badge">{active}</span>}
        </button>
        <button
          class="tool"
          aria-label={theme === "dark" ? "Light theme" : "Dark theme"}
          onClick={() => setTheme(theme === "dark" ? "light" : "dark")}
        >
          <Icon name={theme === "dark" ? "sun" : "moon"} />
        </button>
      </header>
      {stale && (
        <p class="stale" role="status">
          The store has changed. <button class="link" onClick={refresh}>Show what is new</button>
        </p>
      )}
      <main class="grid">
        <div class="rail">
          <Questions world={world} ask={view.ask} go={go} />
          <Filters
            world={world}
            filters={filters}
            active={active}
            set={(change, small) => go({ filters: { ...filters, ...change } }, small)}
            clear={() => go({ filters: NO_FILTERS })}
            close={() => setDrawer(false)}
          />
        </div>
        <GraphPanel {...shared} table={view.table} sides={shown.sides} />
        {view.ask && (
          <AnswerPanel
            key={view.ask}
            world={world}
            ask={view.ask}
            of={view.of}
            answer={answer}
            selection={selection}
            filtered={active > 0}
            go={go}
          />
        )}
        <MapPanel {...shared} atlas={atlas} marks={marked(view, answer)} />
        <TimelinePanel {...shared} filters={filters} />
        <EvidencePanel {...shared} open={view.open} />
      </main>
      {selection && view.panel !== "evidence" && (
        <button class="peek" onClick={() => go({ panel: "evidence" })}>
          <span>{title(world, ties, selection)}</span>
          <span class="quiet">{count(picked.length, "sentence")}</span>
        </button>
      )}
      <nav class="tabs" aria-label="Panels">
        {PANELS.map((panel: Panel) => (
          <button
            key={panel}
            aria-current={view.panel === panel ? "page" : undefined}
            onClick={() => go({ panel })}
          >
            <Icon name={panel} />
            {panel[0]!.toUpperCase() + panel.slice(1)}
          </button>
        ))}
      </nav>
      <div class="sr" role="status">
        {selection ? `${title(world, ties, selection)}, ${count(picked.length, "sentence")}` : ""}
      </div>
      <footer class="foot">{world.page.generator}. It records what is said, not what is true.</footer>
    </div>
  );
}

/** The answers that the open question needs. */
function keys({ ask, of }: View): string[] {
  switch (ask) {
    case null:
    case "games":
      return [];
    case "brokers":
      return ["brokers", "camps"];
    case "what-if":
      return of ? ["camps", ...whatIfKeys(of)] : ["camps"];
    default:
      return [ask];
  }
}

/** The answers that it needs once the first is there. */
function further({ ask, of }: View, answer: Ask): string[] {
  if (ask !== "flows") return [];
  const got = answer<Transfers>("flows");
  const hand = got.state === "ready" ? asked(got.value, of) : undefined;
  return hand ? [flowKey(hand)] : [];
}

/** The focus follows into an answer that is opened, and back to its question. */
function useFollow(ask: View["ask"]): void {
  const before = useRef(ask);
  useEffect(() => {
    if (before.current === ask) return;
    const to = ask ? "title-answer" : `ask-${before.current}`;
    before.current = ask;
    document.getElementById(to)?.focus({ preventScroll: true });
  }, [ask]);
}

function useTheme(): [string, (theme: string) => void] {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const kept = () => {
    try {
      return localStorage.getItem("allegiance-theme");
    } catch {
      return null;
    }
  };
  const [theme, show] = useState(() => kept() ?? (system.matches ? "dark" : "light"));
  document.documentElement.dataset.theme = theme;
  useEffect(() => {
    const follow = () => {
      if (!kept()) show(system.matches ? "dark" : "light");
    };
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, []);
  return [
    theme,
    (chosen) => {
      try {
        localStorage.setItem("allegiance-theme", chosen);
      } catch {
        // A report opened from a disk may not keep anything; the theme then lasts as long as the page.
      }
      show(chosen);
    },
  ];
}

function usePrinting(): boolean {
  const [printing, set] = useState(false);
  useEffect(() => {
    const print = matchMedia("print");
    const follow = () => set(print.matches);
    print.addEventListener("change", follow);
    return () => print.removeEventListener("change", follow);
  }, []);
  return printing;
}

function App({ first, atlas }: { first: World; atlas: Atlas }) {
  const [world, show] = useState(first);
  const [stale, mark] = useState(false);
  useEffect(() => watch(world.page.version, () => mark(true)), [world]);
  const refresh = async () => {
    const [page] = await load();
    mark(false);
    show(index(page));
  };
  return <Page world={world} atlas={atlas} stale={stale} refresh={refresh} />;
}

const root = document.getElementById("page")!;
load().then(
  ([page, atlas]) => render(<App first={index(page)} atlas={atlas} />, root),
  (problem: unknown) =>
    render(
      <p class="failed" role="alert">
        The page could not read its data: {problem instanceof Error ? problem.message : String(problem)}
      </p>,
      root,
    ),
);
