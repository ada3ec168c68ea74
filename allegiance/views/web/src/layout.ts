// Where the actors stand: the same ties give the same picture, and filters never move anybody.
import Graph from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";
import { placed, type Tie } from "./model";

export interface Spot {
  x: number;
  y: number;
}

/** Places for the actors of these ties, from 0 to 1 in both directions, y upwards. */
export function layout(ties: Tie[]): Map<string, Spot> {
  const graph = new Graph({ type: "undirected" });
  const between = ties.filter((tie) => !placed(tie));
  const actors = [...new Set(between.flatMap((tie) => [tie.source.id, tie.target.id]))].sort();
  actors.forEach((id, n) => {
    // A sunflower instead of chance: no two actors begin at one place.
    const angle = n * 2.399963;
    const reach = Math.sqrt(n + 1);
    graph.addNode(id, { x: reach * Math.cos(angle), y: reach * Math.sin(angle) });
  });
  for (const tie of between) {
    if (tie.source.id === tie.target.id) continue;
    // Friends are drawn nearer to one another than enemies are.
    const pull = (tie.sign > 0 ? 1.6 : 0.7) * Math.log2(2 + tie.told.length);
    graph.mergeUndirectedEdge(tie.source.id, tie.target.id, { weight: pull });
  }
  if (actors.length > 1) {
    forceAtlas2.assign(graph, {
      iterations: actors.length > 400 ? 120 : 400,
      getEdgeWeight: "weight",
      settings: {
        gravity: 1.2,
        scalingRatio: 12,
        strongGravityMode: false,
        slowDown: 4,
        barnesHutOptimize: actors.length > 300,
      },
    });
  }
  return spread(graph);
}

/** Into the unit square, crowds thinned out, and nobody on top of anybody. */
function spread(graph: Graph): Map<string, Spot> {
  const spots = new Map<string, Spot>();
  graph.forEachNode((id, { x, y }) => spots.set(id, { x, y }));
  const all = [...spots.values()];
  fit(all);
  if (all.length > 15) thin(all);
  const room = Math.min(0.16, 0.86 / Math.sqrt(all.length || 1));
  for (let round = 0; round < (all.length > 400 ? 0 : 120); round++) {
    for (let i = 0; i < all.length; i++) {
      for (let j = i + 1; j < all.length; j++) push(all[i]!, all[j]!, room);
    }
    for (const spot of all) {
      spot.x = Math.min(Math.max(spot.x, 0), 1);
      spot.y = Math.min(Math.max(spot.y, 0), 1);
    }
  }
  fit(all);
  return spots;
}

/** Half by place and half by rank, so that a few far actors do not press the others together. */
function thin(all: Spot[]) {
  for (const axis of ["x", "y"] as const) {
    [...all]
      .sort((a, b) => a[axis] - b[axis])
      .forEach((spot, rank) => {
        spot[axis] = 0.35 * spot[axis] + (0.65 * rank) / Math.max(all.length - 1, 1);
      });
  }
}

function push(a: Spot, b: Spot, room: number) {
  const dx = b.x - a.x || 1e-4;
  const dy = b.y - a.y || 1e-4;
  const distance = Math.hypot(dx, dy);
  if (distance >= room) return;
  const step = ((room - distance) / distance) * 0.25;
  a.x -= dx * step;
  b.x += dx * step;
  a.y -= dy * step;
  b.y += dy * step;
}

function fit(all: Spot[]) {
  for (const axis of ["x", "y"] as const) {
    const low = Math.min(...all.map((spot) => spot[axis]));
    const high = Math.max(...all.map((spot) => spot[axis]));
    for (const spot of all) spot[axis] = high > low ? (spot[axis] - low) / (high - low) : 0.5;
  }
}

/** The same places with camp 1 in the left half, camp 2 in the right, and those in neither between. */
export function parted(spots: Map<string, Spot>, sides: Record<string, number>): Map<string, Spot> {
  const halves: [string, Spot][][] = [[], [], []];
  spots.forEach((spot, id) => halves[sides[id] ?? 0]!.push([id, { ...spot }]));
  const room: [number, number][] = [[0.47, 0.53], [0, 0.4], [0.6, 1]];
  halves.forEach((half, camp) => {
    const all = half.map(([, spot]) => spot);
    fit(all);
    thin(all);
    const [from, to] = room[camp]!;
    for (const spot of all) spot.x = from + spot.x * (to - from);
  });
  return new Map(halves.flat());
}
