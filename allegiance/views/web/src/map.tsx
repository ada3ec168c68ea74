// Where ties play out: theatres as shaded countries, places as rings of green, red and grey.
import { geoArea, geoCentroid, geoGraticule10, geoMercator, geoPath } from "d3-geo";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { count, Icon, Panel, useSize } from "./bits";
import { arrange } from "./labels";
import type { Atlas } from "./load";
import { compare, signName, type Told, type World } from "./model";
import type { Go, Selection } from "./state";
import type { Spot } from "./types";

interface Props {
  world: World;
  told: Told[];
  picked: Told[];
  selection: Selection | null;
  atlas: Atlas;
  /** What an answer says of countries: "pressed", or a rank among the next. */
  marks: Map<string, string>;
  go: Go;
}

interface Site {
  spot: Spot;
  told: Told[];
  signs: [number, number, number];
}


export function MapPanel({ world, told, picked, selection, atlas, marks, go }: Props) {
  const sites = useMemo(() => places(world, told), [told]);
  const theatres = useMemo(() => tally(told), [told]);
  const most = Math.max(1, ...theatres.values());
  const everywhere = useMemo(() => places(world, world.told), [world]);
  const [box, [width, height]] = useSize<HTMLDivElement>([440, 260]);
  const marked = [...marks.keys()].join(" ");
  const projection = useMemo(
    () => fitted([...everywhere.map(({ spot }) => [spot.lon, spot.lat] as Point), ...middles(atlas, marks)], width, height),
    [everywhere, marked, width, height],
  );
  const path = useMemo(() => geoPath(projection), [projection]);
  const shapes = useMemo(
    () => atlas.features.map((country) => ({ id: String(country.id), d: path(country) ?? "", name: country.properties.name })),
    [path],
  );
  const graticule = useMemo(() => path(geoGraticule10()) ?? "", [path]);
  const [view, move] = useState({ k: 1, x: 0, y: 0 });
  const svg = usePanning(view, move);
  const centre = [width / 2, height / 2] as const;
  const unplaced = told.filter((one) => !one.reading.spot && !one.reading.theatre).length;
  const lit = new Set(picked.map((one) => one.reading.spot?.place));
  const litTheatres = new Set(picked.map((one) => one.reading.theatre));
  const dim = selection !== null && picked.length > 0;
  const pick = (kind: "place" | "theatre", id: string) => go({ selection: { kind, id }, open: null });
  const at = (spot: { lon: number; lat: number }) => projection([spot.lon, spot.lat]) ?? [0, 0];
  const names = useMemo(
    () =>
      arrange(
        sites.map((site) => {
          const [x, y] = at(site.spot);
          return {
            id: site.spot.place,
            x: x! * view.k,
            y: y! * view.k,
            gap: ring(site.told.length) * Math.sqrt(view.k) + 1,
            width: site.spot.name.length * 6.6,
            height: 14,
            above: false,
            weight: (lit.has(site.spot.place) ? 1000 : 0) + site.told.length,
          };
        }),
        { width: Infinity, height: Infinity },
        sites.map((site) => {
          const [x, y] = at(site.spot);
          const half = ring(site.told.length) * Math.sqrt(view.k);
          return {
            left: x! * view.k - half,
            right: x! * view.k + half,
            top: y! * view.k - half,
            bottom: y! * view.k + half,
            weight: site.told.length,
          };
        }),
      ),
    [sites, projection, view.k, picked],
  );

  return (
    <Panel
      name="map"
      title="Where"
      note={`${count(sites.length, "place")}${unplaced ? `, ${count(unplaced, "statement")} without one` : ""}`}
    >
      <div class="canvas" ref={box}>
        <svg class="world" ref={svg} viewBox={`0 0 ${width} ${height}`} role="group" aria-label="Map of places and theatres">
          <g transform={`translate(${view.x} ${view.y}) scale(${view.k})`}>
            <path class="graticule" d={graticule} />
            {shapes.map((shape) => {
              const n = theatres.get(shape.id) ?? 0;
              return (
                <path
                  key={shape.id + shape.name}
                  class={`country${n ? " theatre" : ""}${look(marks, shape.id)}${dim && litTheatres.has(shape.id) ? " on" : ""}`}
                  d={shape.d}
                  style={n && !marks.has(shape.id) ? { fillOpacity: 0.25 + (0.6 * n) / most } : undefined}
                  onClick={n ? () => pick("theatre", shape.id) : undefined}
                >
                  {n > 0 && <title>{`${shape.name}: ${count(n, "statement")}`}</title>}
                </path>
              );
            })}
            {moves(told).map((one) => {
              const [a, b] = [at(one.from), at(one.to)];
              return (
                <path
                  key={one.id}
                  class={`move${dim && !picked.some((told) => told.record.id === one.id) ? " faded" : ""}`}
                  d={`M${a[0]} ${a[1]}Q${(a[0]! + b[0]!) / 2 + (b[1]! - a[1]!) * 0.2} ${(a[1]! + b[1]!) / 2 - (b[0]! - a[0]!) * 0.2} ${b[0]} ${b[1]}`}
                />
              );
            })}
            {sites.map((site) => {
              const [x, y] = at(site.spot);
              const size = ring(site.told.length) / Math.sqrt(view.k);
              return (
                <g
                  key={site.spot.place}
                  class={`site ${site.spot.grain}${dim && !lit.has(site.spot.place) ? " faded" : ""}`}
                  transform={`translate(${x} ${y}) scale(${size / 10})`}
                  onClick={() => pick("place", site.spot.place)}
                >
                  <title>{`${site.spot.name}: ${said(site)}`}</title>
                  <circle class="ground" r="10" />
                  {wedges(site.signs).map((wedge) => (
                    <path key={wedge.kind} class={`wedge ${wedge.kind}`} d={wedge.d} />
                  ))}
                  {site.spot.grain !== "point" && <circle class="wide" r="14" />}
                </g>
              );
            })}
            {sites.map((site) => {
              const put = names.get(site.spot.place);
              return put ? (
                <text
                  key={site.spot.place}
                  class={`place${dim && !lit.has(site.spot.place) ? " faded" : ""}`}
                  text-anchor={{ left: "start", right: "end", center: "middle" }[put.align]}
                  x={put.x / view.k}
                  y={put.y / view.k}
                  style={{ fontSize: `${11.5 / view.k}px`, strokeWidth: `${3 / view.k}px` }}
                >
                  {site.spot.name}
                </text>
              ) : null;
            })}
            {atlas.features.map((country) => {
              const mark = marks.get(String(country.id));
              if (!mark || mark === "pressed") return null;
              const [x, y] = path.centroid(largest(country));
              return (
                <g key={`rank-${country.id}`} class="rank" transform={`translate(${x} ${y}) scale(${1 / view.k}) translate(-13 -13)`}>
                  <circle r="9" />
                  <text y="4" text-anchor="middle">{mark}</text>
                </g>
              );
            })}
          </g>
        </svg>
        <div class="zoom">
          <button aria-label="Zoom in on the map" onClick={() => move(scaled(view, 1.5, ...centre))}>+</button>
          <button aria-label="Zoom out of the map" onClick={() => move(scaled(view, 1 / 1.5, ...centre))}>−</button>
          <button aria-label="Whole map" onClick={() => move({ k: 1, x: 0, y: 0 })}><Icon name="fit" /></button>
        </div>
      </div>
      <details class="list">
        <summary>Places as a list</summary>
        <ul>
          {[...sites].sort((a, b) => b.told.length - a.told.length || compare(a.spot.name, b.spot.name)).map((site) => (
            <li key={site.spot.place}>
              <button class="link" data-place={site.spot.place} onClick={() => pick("place", site.spot.place)}>
                {site.spot.name}
              </button>{" "}
              <span class="quiet">{said(site)}</span>
            </li>
          ))}
        </ul>
      </details>
      <p class="caption">
        Borders are drawn as Natural Earth has them; disputed borders are a convention, not a judgement.
      </p>
    </Panel>
  );
}

function places(world: World, told: Told[]): Site[] {
  const sites = new Map<string, Site>();
  for (const one of told) {
    const spot = one.reading.spot;
    if (!spot) continue;
    const site = sites.get(spot.place) ?? { spot, told: [], signs: [0, 0, 0] };
    site.told.push(one);
    const sign = world.relations.get(one.record.relation)?.sign ?? 0;
    site.signs[sign > 0 ? 0 : sign < 0 ? 1 : 2] += 1;
    sites.set(spot.place, site);
  }
  return [...sites.values()].sort((a, b) => b.told.length - a.told.length);
}

function tally(told: Told[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const { reading } of told) {
    if (reading.theatre) found.set(reading.theatre, (found.get(reading.theatre) ?? 0) + 1);
  }
  return found;
}

function moves(told: Told[]) {
  return told.flatMap(({ record }) => {
    const { origin, target } = record;
    if (origin?.lat == null || origin.lon == null || target.lat == null || target.lon == null) return [];
    return [{ id: record.id, from: { lon: origin.lon, lat: origin.lat }, to: { lon: target.lon, lat: target.lat } }];
  });
}

const said = (site: Site) =>
  site.signs
    .map((n, at) => (n ? `${n} ${signName([1, -1, 0][at]!)}` : ""))
    .filter(Boolean)
    .join(", ");

type Point = [number, number];
type Country = Atlas["features"][number];

/** A country's largest piece: the middle of France is not in Guiana. */
function largest({ geometry }: Country): Country["geometry"] {
  if (geometry.type !== "MultiPolygon") return geometry;
  const pieces = geometry.coordinates.map((coordinates) => ({ type: "Polygon" as const, coordinates }));
  return pieces.reduce((a, b) => (geoArea(b) > geoArea(a) ? b : a));
}

/** Where the countries lie that an answer marks. */
function middles(atlas: Atlas, marks: Map<string, string>): Point[] {
  return atlas.features.filter(({ id }) => marks.has(String(id))).map((country) => geoCentroid(largest(country)));
}

/** The class of a country that an answer marks. */
const look = (marks: Map<string, string>, id: string) => {
  const mark = marks.get(id);
  return mark === undefined ? "" : mark === "pressed" ? " pressed" : " next";
};

const ring = (n: number) => Math.min(4.5 + Math.sqrt(n) * 2, 16);

/** The shares of a ring of radius 10, clockwise from the top. */
function wedges(signs: [number, number, number]) {
  const sum = signs[0] + signs[1] + signs[2];
  let from = 0;
  return (["pos", "neg", "neu"] as const).flatMap((kind, n) => {
    if (!signs[n]) return [];
    const to = from + (signs[n] / sum) * Math.PI * 2 * 0.9999;
    const [x1, y1, x2, y2] = [Math.sin(from) * 8, -Math.cos(from) * 8, Math.sin(to) * 8, -Math.cos(to) * 8];
    const d = `M${x1} ${y1}A8 8 0 ${to - from > Math.PI ? 1 : 0} 1 ${x2} ${y2}`;
    from = to;
    return [{ kind, d }];
  });
}

function fitted(points: Point[], width: number, height: number) {
  const projection = geoMercator();
  if (points.length === 0) return projection.fitSize([width, height], { type: "Sphere" });
  const [lons, lats] = [points.map((point) => point[0]!), points.map((point) => point[1]!)];
  const middle = [(Math.min(...lons) + Math.max(...lons)) / 2, (Math.min(...lats) + Math.max(...lats)) / 2];
  const around = [[-6, -6], [6, 6]].map(([dx, dy]) => [middle[0]! + dx!, middle[1]! + dy!]);
  return projection.fitExtent(
    [[26, 24], [width - 78, height - 24]],
    { type: "MultiPoint", coordinates: [...points, ...around] },
  );
}

interface Shift {
  k: number;
  x: number;
  y: number;
}

function scaled(view: Shift, by: number, x: number, y: number): Shift {
  const k = Math.min(Math.max(view.k * by, 0.4), 12);
  const share = k / view.k;
  return { k, x: x - (x - view.x) * share, y: y - (y - view.y) * share };
}

/** Dragging moves the map and the wheel scales it. */
function usePanning(view: Shift, move: (view: Shift) => void) {
  const svg = useRef<SVGSVGElement>(null);
  const now = useRef(view);
  now.current = view;
  useEffect(() => {
    const at = svg.current!;
    let last: { x: number; y: number } | null = null;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = at.getBoundingClientRect();
      const [x, y] = [event.clientX - box.left, event.clientY - box.top];
      move(scaled(now.current, Math.exp(-event.deltaY * 0.0015), x, y));
    };
    const down = (event: PointerEvent) => {
      last = { x: event.clientX, y: event.clientY };
    };
    const drag = (event: PointerEvent) => {
      if (!last || !(event.buttons & 1)) return;
      const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
      if (Math.abs(dx) + Math.abs(dy) < 3) return;
      last = { x: event.clientX, y: event.clientY };
      move({ ...now.current, x: now.current.x + dx, y: now.current.y + dy });
    };
    const up = () => {
      last = null;
    };
    at.addEventListener("wheel", wheel, { passive: false });
    at.addEventListener("pointerdown", down);
    addEventListener("pointermove", drag);
    addEventListener("pointerup", up);
    return () => {
      at.removeEventListener("wheel", wheel);
      at.removeEventListener("pointerdown", down);
      removeEventListener("pointermove", drag);
      removeEventListener("pointerup", up);
    };
  }, []);
  return svg;
}
