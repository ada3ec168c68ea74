// Who stands with whom: the graph, its still twin in SVG, and its table.
import Graph from "graphology";
import Sigma from "sigma";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { layout, parted, type Spot } from "./layout";
import { arrange, type Disc, type Put, type Wanted } from "./labels";
import { LineProgram } from "./line";
import {
  arrow, bundles, fold, pairKey, placed, signClass, signName, standing, type Bundle, type Tie, type World,
} from "./model";
import type { Go, Selection } from "./state";
import { Icon, Panel, years } from "./bits";

interface Props {
  world: World;
  ties: Tie[];
  lit: Set<string>;
  selection: Selection | null;
  table: boolean;
  theme: string;
  printing: boolean;
  /** The camp, 1 or 2, of each actor; null where the graph does not show camps. */
  sides: Record<string, number> | null;
  go: Go;
}

export function GraphPanel(props: Props) {
  const { world, ties, table, sides, go } = props;
  const free = useMemo(() => layout(fold(world, world.told)), [world]);
  const spots = useMemo(() => (sides ? parted(free, sides) : free), [free, sides]);
  const lines = useMemo(() => drawn(ties, props.selection), [ties, props.selection]);
  const still = !webgl() || props.printing;
  return (
    <Panel
      name="graph"
      title="Who stands with whom"
      note={`${lines.actors.length} actors, ${lines.lines.reduce((sum, line) => sum + line.ties.length, 0)} ties`}
      tools={
        <button class="tool" aria-pressed={table} onClick={() => go({ table: !table })}>
          <Icon name={table ? "graph" : "table"} /> {table ? "Graph" : "Table"}
        </button>
      }
    >
      {table ? (
        <TieTable {...props} />
      ) : still ? (
        <StillGraph {...props} lines={lines} spots={spots} />
      ) : (
        <LiveGraph {...props} lines={lines} spots={spots} />
      )}
      {!table && sides && (
        <p class="camp-names" aria-hidden="true"><span class="camp1">Camp 1</span><span class="camp2">Camp 2</span></p>
      )}
      {!table && <Legend camps={sides !== null && !props.selection && props.lit.size > 0} />}
    </Panel>
  );
}

/** One line to draw: a bundle, or one tie of a bundle that is open. */
interface Line {
  id: string;
  a: string;
  b: string;
  sign: number;
  bend: number;
  ties: Tie[];
  forward: boolean;
  backward: boolean;
  dashed: boolean;
  size: number;
  selects: Selection;
}

interface Lines {
  actors: { id: string; name: string; short: string; kind: string; degree: number }[];
  lines: Line[];
}

function drawn(ties: Tie[], selection: Selection | null): Lines {
  // What is only denied is no line: it stands in the table and among the sentences.
  const between = ties.filter(
    (tie) => !placed(tie) && tie.source.id !== tie.target.id && tie.affirmed > 0,
  );
  const open = opened(between, selection);
  const pairs = new Map<string, Line[]>();
  for (const bundle of bundles(between)) {
    const pair = pairs.get(bundle.a.id + "|" + bundle.b.id) ?? [];
    if (bundle.key === open && bundle.ties.length > 1) {
      for (const tie of bundle.ties) pair.push(line(bundle, [tie]));
    } else pair.push(line(bundle, bundle.ties));
    pairs.set(bundle.a.id + "|" + bundle.b.id, pair);
  }
  const lines = [...pairs.values()].flatMap((pair) =>
    pair.map((one, n) => ({ ...one, bend: (n - (pair.length - 1) / 2) * (pair.length > 4 ? 0.14 : 0.2) })),
  );
  const actors = new Map<string, Lines["actors"][number]>();
  for (const tie of between) {
    for (const end of [tie.source, tie.target]) {
      const actor = actors.get(end.id) ?? { ...end, degree: 0 };
      actor.degree += 1;
      actors.set(end.id, actor);
    }
  }
  return { actors: [...actors.values()], lines };
}

/** The bundle that shows its ties one by one. */
function opened(ties: Tie[], selection: Selection | null): string | null {
  if (selection?.kind === "pair") return selection.id;
  const tie = selection?.kind === "tie" && ties.find((one) => one.key === selection.id);
  if (!tie) return null;
  const [a, b] = [tie.source.id, tie.target.id].sort() as [string, string];
  return pairKey(a, b, tie.sign);
}

function line(bundle: Bundle, ties: Tie[]): Line {
  const told = ties.reduce((sum, tie) => sum + tie.told.length, 0);
  return {
    id: ties.length === 1 ? ties[0]!.key : bundle.key,
    a: bundle.a.id,
    b: bundle.b.id,
    sign: bundle.sign,
    bend: 0,
    ties,
    forward: ties.some((tie) => tie.symmetric || tie.source.id === bundle.a.id),
    backward: ties.some((tie) => tie.symmetric || tie.source.id === bundle.b.id),
    dashed: ties.every((tie) => tie.alleged),
    size: Math.min(1.6 + Math.log2(told) * 0.8, 5),
    selects:
      ties.length === 1 ? { kind: "tie", id: ties[0]!.key } : { kind: "pair", id: bundle.key },
  };
}

let gl: boolean | null = null;
function webgl(): boolean {
  if (gl === null) {
    try {
      gl = document.createElement("canvas").getContext("webgl2") !== null;
    } catch {
      gl = false;
    }
  }
  return gl;
}

/** Whether an actor's name stands above it, because most of its lines leave downwards. */
function leaning(lines: Lines, spots: Map<string, Spot>): Map<string, boolean> {
  const sums = new Map<string, number>();
  for (const { a, b } of lines.lines) {
    const [from, to] = [spots.get(a), spots.get(b)];
    if (!from || !to) continue;
    const slope = (to.y - from.y) / (Math.hypot(to.x - from.x, to.y - from.y) || 1);
    sums.set(a, (sums.get(a) ?? 0) + slope);
    sums.set(b, (sums.get(b) ?? 0) - slope);
  }
  return new Map([...sums].map(([id, sum]) => [id, sum < 0]));
}

const radius = (degree: number) => Math.min(5 + Math.sqrt(degree) * 1.7, 15);

interface DrawProps extends Props {
  lines: Lines;
  spots: Map<string, Spot>;
}

function LiveGraph({ lines, spots, lit, selection, theme, sides, go }: DrawProps) {
  const box = useRef<HTMLDivElement>(null);
  const sigma = useRef<Sigma | null>(null);
  const [hovered, hover] = useState<string | null>(null);
  const now = useRef({ lines, go });
  now.current = { lines, go };

  useEffect(() => {
    const shape = box.current!.getBoundingClientRect();
    const graph = new Graph({ type: "mixed", multi: true });
    spots.forEach((spot, id) => graph.addNode(id, { x: spot.x * broad(shape), y: spot.y }));
    const room = { at: new Map<string, Put>() };
    const made = new Sigma(graph, box.current!, {
      allowInvalidContainer: true,
      defaultEdgeType: "line",
      edgeProgramClasses: { line: LineProgram },
      enableEdgeEvents: true,
      labelRenderedSizeThreshold: 0,
      stagePadding: MARGIN,
      zIndex: true,
      minCameraRatio: 0.15,
      maxCameraRatio: 2.5,
      defaultDrawNodeLabel: naming(room),
      defaultDrawNodeHover: whole,
    });
    made.on("beforeRender", () => {
      room.at = settle(made);
    });
    made.on("clickNode", ({ node }) => now.current.go({ selection: { kind: "actor", id: node }, open: null }));
    made.on("clickEdge", ({ edge }) => {
      const found = now.current.lines.lines.find((one) => one.id === edge);
      if (found) now.current.go({ selection: found.selects, open: null });
    });
    made.on("clickStage", () => now.current.go({ selection: null, open: null }));
    made.on("enterEdge", ({ edge }) => hover(edge));
    made.on("leaveEdge", () => hover(null));
    made.on("enterNode", () => hover("node"));
    made.on("leaveNode", () => hover(null));
    sigma.current = made;
    (box.current as HTMLDivElement & { sigma?: Sigma }).sigma = made;
    // A panel that was hidden, or has another shape, is laid out anew.
    let shown = broad(shape);
    const seen = new ResizeObserver(([entry]) => {
      const wide = broad(entry!.contentRect);
      if (wide === shown) return;
      shown = wide;
      graph.forEachNode((id) => graph.setNodeAttribute(id, "x", spots.get(id)!.x * wide));
      made.refresh();
    });
    seen.observe(box.current!);
    return () => {
      seen.disconnect();
      made.kill();
    };
  }, [spots]);

  useEffect(() => {
    const made = sigma.current;
    if (!made) return;
    const graph = made.getGraph();
    const ink = palette();
    const dim = lit.size > 0;
    const near = new Set(
      lines.lines
        .filter((one) => one.ties.some((tie) => lit.has(tie.key)))
        .flatMap((one) => [one.a, one.b]),
    );
    if (selection?.kind === "actor") near.add(selection.id);
    const above = leaning(lines, spots);
    const shown = new Map(lines.actors.map((actor) => [actor.id, actor]));
    graph.forEachNode((id) => {
      const actor = shown.get(id);
      const faded = dim && !near.has(id);
      graph.mergeNodeAttributes(id, {
        hidden: !actor,
        label: actor?.short ?? "",
        whole: actor?.name ?? "",
        size: radius(actor?.degree ?? 0),
        color: coloured(ink, id, actor?.kind ?? "", faded, sides),
        ink: faded ? ink.mute : ink.text,
        paper: ink.paper,
        above: above.get(id) ?? false,
        bold: selection?.kind === "actor" && selection.id === id,
        forceLabel: true,
        zIndex: faded ? 0 : 2,
      });
    });
    graph.clearEdges();
    for (const one of lines.lines) {
      if (!graph.hasNode(one.a) || !graph.hasNode(one.b)) continue;
      const faded = dim && !one.ties.some((tie) => lit.has(tie.key));
      const hot = hovered === one.id;
      graph.addDirectedEdgeWithKey(one.id, one.a, one.b, {
        bend: one.bend,
        forward: one.forward,
        backward: one.backward,
        dashed: one.dashed,
        crossed: one.sign < 0,
        size: one.size * (hot ? 1.5 : dim && !faded ? 1.25 : 1),
        color: faded && !hot ? ink.dim[signClass(one.sign)] : ink[signClass(one.sign)],
        zIndex: faded ? 0 : 1,
      });
    }
    made.refresh();
  }, [lines, lit, selection, theme, hovered, spots]);

  const zoom = (by: number) => {
    const camera = sigma.current!.getCamera();
    camera.animate({ ratio: Math.min(Math.max(camera.ratio * by, 0.15), 2.5) }, { duration: 150 });
  };
  return (
    <div class={`canvas${hovered ? " pointing" : ""}`}>
      <div
        class="sigma"
        ref={box}
        role="img"
        aria-label={`${lines.actors.length} actors and the ties between them; the button Table shows them as a table.`}
      />
      <div class="zoom">
        <button aria-label="Zoom in" onClick={() => zoom(1 / 1.5)}>+</button>
        <button aria-label="Zoom out" onClick={() => zoom(1.5)}>−</button>
        <button aria-label="Whole graph" onClick={() => sigma.current!.getCamera().animatedReset()}>
          <Icon name="fit" />
        </button>
      </div>
    </div>
  );
}

const MARGIN = 40;

/** How much wider than high the room inside the margin is. */
const broad = ({ width, height }: { width: number; height: number }) =>
  Math.min(Math.max((width - 2 * MARGIN) / Math.max(height - 2 * MARGIN, 1), 0.5), 5);

/** Draws a name where there is room for it; `room` is worked out anew for every frame. */
function naming(room: { at: Map<string, Put> }) {
  return (context: CanvasRenderingContext2D, data: any) => {
    const put = room.at.get(data.key);
    if (!put || !data.label) return;
    context.font = face(data.bold);
    context.textAlign = put.align;
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = data.paper;
    context.fillStyle = data.ink;
    context.strokeText(data.label, put.x, put.y);
    context.fillText(data.label, put.x, put.y);
  };
}

/** The whole name of the actor under the pointer, over everything. */
function whole(context: CanvasRenderingContext2D, data: any) {
  context.font = face(true);
  context.textAlign = "center";
  const [wide, y] = [context.measureText(data.whole).width, data.y - data.size - 9];
  context.fillStyle = data.paper;
  context.fillRect(data.x - wide / 2 - 5, y - 13, wide + 10, 19);
  context.fillStyle = data.ink;
  context.fillText(data.whole, data.x, y);
}

const face = (bold: boolean) => `${bold ? 650 : 500} 12.5px ${FONT}`;

/** Where the names of the actors on the screen stand; those that matter now go first. */
function settle(made: Sigma): Map<string, Put> {
  const graph = made.getGraph();
  const context = made.getCanvases().labels!.getContext("2d")!;
  context.font = face(true);
  const wanted: Wanted[] = [];
  const discs: Disc[] = [];
  graph.forEachNode((id, node) => {
    if (node.hidden) return;
    const { x, y } = made.graphToViewport(node as Spot);
    const gap = made.scaleSize(node.size) + 2;
    const weight = node.zIndex * 1000 + node.size;
    const half = gap * 0.7;
    discs.push({ left: x - half, right: x + half, top: y - half, bottom: y + half, weight });
    wanted.push({
      id, x, y, gap,
      width: context.measureText(node.label).width,
      height: 16,
      above: node.above,
      weight,
    });
  });
  return arrange(wanted, made.getDimensions(), discs);
}

const FONT = '-apple-system, "Segoe UI", "Open Sans", Roboto, system-ui, sans-serif';

/** The colours of the theme, as WebGL needs them. */
function palette() {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
  const paper = read("panel");
  const [pos, neg, neu] = [read("pos"), read("neg"), read("neu")];
  return {
    paper,
    text: read("ink"),
    mute: read("faint"),
    state: read("ink"),
    actor: read("node"),
    camp1: read("camp1"),
    camp2: read("camp2"),
    faded: mix(read("node"), paper, 0.72),
    pos,
    neg,
    neu,
    dim: { pos: mix(pos, paper, 0.78), neg: mix(neg, paper, 0.78), neu: mix(neu, paper, 0.78) },
  } as Record<"paper" | "text" | "mute" | "state" | "actor" | "camp1" | "camp2" | "faded" | "pos" | "neg" | "neu", string> & {
    dim: Record<string, string>;
  };
}

/** An actor's colour: of its camp where camps are shown, else of its kind. */
function coloured(
  ink: ReturnType<typeof palette>, id: string, kind: string, faded: boolean, sides: Props["sides"],
): string {
  const camp = sides?.[id];
  if (sides && !camp) return ink.faded;
  if (camp) return faded ? mix(camp === 1 ? ink.camp1 : ink.camp2, ink.paper, 0.45) : camp === 1 ? ink.camp1 : ink.camp2;
  return faded ? ink.faded : kind === "state" ? ink.state : ink.actor;
}

function mix(a: string, b: string, share: number): string {
  const [x, y] = [a, b].map((hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)));
  const part = x!.map((value, n) => Math.round(value * (1 - share) + y![n]! * share));
  return `#${part.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/** The graph without WebGL and on paper. */
function StillGraph({ lines, spots, lit, selection, sides, go }: DrawProps) {
  const [width, height] = [760, 500];
  const put = (id: string) => {
    const spot = spots.get(id) ?? { x: 0.5, y: 0.5 };
    return { x: 70 + spot.x * (width - 140), y: 34 + (1 - spot.y) * (height - 84) };
  };
  const faded = (one: Line) => lit.size > 0 && !one.ties.some((tie) => lit.has(tie.key));
  const above = leaning(lines, spots);
  const near = new Set(lines.lines.filter((one) => lit.size && !faded(one)).flatMap((one) => [one.a, one.b]));
  const weight = (actor: Lines["actors"][number]) => (near.has(actor.id) ? 1000 : 0) + actor.degree;
  const names = arrange(
    lines.actors.map((actor) => ({
      ...put(actor.id),
      id: actor.id,
      gap: radius(actor.degree) + 2,
      width: actor.short.length * 7,
      height: 16,
      above: above.get(actor.id) ?? false,
      weight: weight(actor),
    })),
    { width, height },
    lines.actors.map((actor) => {
      const { x, y } = put(actor.id);
      const half = radius(actor.degree) * 0.8;
      return { left: x - half, right: x + half, top: y - half, bottom: y + half, weight: weight(actor) };
    }),
  );
  return (
    <svg class="still" viewBox={`0 0 ${width} ${height}`} role="group" aria-label="Ties between actors">
      {lines.lines.map((one) => {
        const names = `${one.ties[0]!.source.name} and ${one.ties[0]!.target.name}`;
        return (
          <g
            key={one.id}
            class={`line ${signClass(one.sign)}${faded(one) ? " faded" : ""}`}
            role="button"
            tabindex={0}
            aria-label={`${names}: ${one.ties.map((tie) => tie.relation).join(", ")}, ${signName(one.sign)}${one.dashed ? ", only alleged" : ""}`}
            onClick={() => go({ selection: one.selects, open: null })}
            onKeyDown={(event) => {
              if (event.key === "Enter" || event.key === " ") go({ selection: one.selects, open: null });
            }}
          >
            <StillLine one={one} from={put(one.a)} to={put(one.b)} />
          </g>
        );
      })}
      {lines.actors.map((actor) => {
        const { x, y } = put(actor.id);
        const name = names.get(actor.id);
        return (
          <g
            key={actor.id}
            class={`actor${actor.kind === "state" ? " state" : ""}${sides ? ` camp${sides[actor.id] ?? 0}` : ""}${selection?.id === actor.id ? " on" : ""}`}
            onClick={() => go({ selection: { kind: "actor", id: actor.id }, open: null })}
          >
            <circle cx={x} cy={y} r={radius(actor.degree)} />
            {name && (
              <text x={name.x} y={name.y} text-anchor={{ left: "start", right: "end", center: "middle" }[name.align]}>
                {actor.short}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

function StillLine({ one, from, to }: { one: Line; from: Spot; to: Spot }) {
  const middle = {
    x: (from.x + to.x) / 2 - (to.y - from.y) * -one.bend,
    y: (from.y + to.y) / 2 + (to.x - from.x) * -one.bend,
  };
  const a = towards(from, middle, 13);
  const b = towards(to, middle, 13);
  const path = `M${a.x} ${a.y}Q${middle.x} ${middle.y} ${b.x} ${b.y}`;
  return (
    <>
      <path class="reach" d={path} />
      {one.sign < 0 && <path class="strokes" d={path} />}
      <path class="stem" d={path} stroke-width={one.size} stroke-dasharray={one.dashed ? "6 4" : undefined} />
      {one.forward && <Head at={b} from={middle} />}
      {one.backward && <Head at={a} from={middle} />}
    </>
  );
}

function Head({ at, from }: { at: Spot; from: Spot }) {
  const angle = (Math.atan2(at.y - from.y, at.x - from.x) * 180) / Math.PI;
  return <path class="head" d="M3 0-6 4.5V-4.5Z" transform={`translate(${at.x} ${at.y}) rotate(${angle})`} />;
}

function towards(from: Spot, to: Spot, by: number): Spot {
  const distance = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: from.x + ((to.x - from.x) / distance) * by, y: from.y + ((to.y - from.y) / distance) * by };
}

function Legend({ camps }: { camps: boolean }) {
  const row = (kind: string, dashed: boolean, words: string) => (
    <li>
      <svg viewBox="0 0 44 12" class={`line ${kind}`} aria-hidden="true">
        {kind === "neg" && <path class="strokes" d="M2 6H36" />}
        <path class="stem" d="M2 6H34" stroke-width="2" stroke-dasharray={dashed ? "5 4" : undefined} />
        <path class="head" d="M42 6 33 10.5V1.5Z" />
      </svg>
      {words}
    </li>
  );
  return (
    <ul class="legend" aria-label="Key">
      {row("pos", false, "friendly")}
      {row("neg", false, "hostile")}
      {row("neu", false, "neutral")}
      {row("neu", true, "only alleged")}
      {camps && <li>strong lines break the camps</li>}
    </ul>
  );
}

/** The same ties for keyboards and screen readers. */
function TieTable({ world, ties, lit, selection, go }: Props) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Table of ties">
      <table class="ties">
        <caption class="sr">Ties, the most widely told first</caption>
        <thead>
          <tr>
            <th scope="col">Tie</th>
            <th scope="col">Relation</th>
            <th scope="col">Theatre</th>
            <th scope="col" class="n">For</th>
            <th scope="col" class="n">Against</th>
            <th scope="col" class="n">Voices</th>
            <th scope="col">When</th>
          </tr>
        </thead>
        <tbody>
          {ties.map((tie) => (
            <tr key={tie.key} class={selection && lit.has(tie.key) ? "on" : ""}>
              <th scope="row">
                <button
                  class="link"
                  data-tie={tie.key}
                  onClick={() => go({ selection: { kind: "tie", id: tie.key }, open: null })}
                >
                  {tie.source.name} {arrow(tie)} {tie.target.name}
                </button>
              </th>
              <td>
                <span class={`sign ${signClass(tie.sign)}`}>{tie.relation}</span>
                {standing(tie) && <span class="quiet"> {standing(tie)}</span>}
                <span class="sr"> ({signName(tie.sign)})</span>
              </td>
              <td>{tie.theatre ? (world.page.countries[tie.theatre] ?? tie.theatre) : "–"}</td>
              <td class="n">{tie.affirmed}</td>
              <td class="n">{tie.denied}</td>
              <td class="n">{tie.sources}</td>
              <td>{years(tie.first, tie.last)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {ties.length === 0 && <p class="empty">No tie passes the filters.</p>}
    </div>
  );
}
