// When: a row for each tie, a bar for each statement, as wide as what its text says.
import { useMemo, useRef, useState } from "preact/hooks";
import { count, Panel, useSize } from "./bits";
import { arrow, compare, inWords, signClass, type Tie, type Told, type World } from "./model";
import type { Filters, Go, Selection } from "./state";
import type { Bar } from "./types";

interface Props {
  world: World;
  told: Told[];
  ties: Tie[];
  lit: Set<string>;
  picked: Told[];
  selection: Selection | null;
  filters: Filters;
  printing: boolean;
  go: Go;
}

const ROW = 22;
const FEW = 14;

export function TimelinePanel({ world, told, ties, lit, picked, selection, filters, printing, go }: Props) {
  const [all, showAll] = useState(false);
  const [box, [width]] = useSize<HTMLDivElement>([400, 62]);
  const scale = useMemo(() => axis(world.told, width), [world, width]);
  const dated = ties.filter((tie) => tie.told.some((one) => one.reading.bar));
  const first = selection ? [...dated].sort((a, b) => +lit.has(b.key) - +lit.has(a.key)) : dated;
  const rows = all || printing ? first : first.slice(0, FEW);
  const loose = told.filter((one) => one.reading.bar && !one.reading.bar.told).length;
  const undated = told.filter((one) => !one.reading.bar);
  const pickedIds = new Set(picked.map((one) => one.record.id));
  const from = (year: string, end: string) => (year ? (year.length === 4 ? year + end : year) : "");
  return (
    <Panel
      name="timeline"
      title="When"
      note={
        loose
          ? `${count(loose, "statement")} without a time stand${loose === 1 ? "s" : ""} hollow at the document’s date`
          : undefined
      }
      tools={
        (filters.from || filters.to) && (
          <button class="tool" onClick={() => go({ filters: { ...filters, from: "", to: "" } })}>All years</button>
        )
      }
    >
      {scale ? (
        <div class="scroll" tabIndex={0} role="region" aria-label="Ties in time">
          <Counts
            box={box}
            told={world.told}
            scale={scale}
            range={[from(filters.from, ""), from(filters.to, "-12-31")]}
            set={(range) => go({ filters: { ...filters, from: range[0], to: range[1] } })}
          />
          <div class="rows">
            {rows.map((tie) => {
              const faded = selection !== null && lit.size > 0 && !lit.has(tie.key);
              return (
                <div key={tie.key} class={`row ${signClass(tie.sign)}${faded ? " faded" : ""}`}>
                  <button
                    class="name"
                    title={inWords(tie)}
                    onClick={() => go({ selection: { kind: "tie", id: tie.key }, open: null })}
                  >
                    <span class="ends">{tie.source.short} {arrow(tie)} {tie.target.short}</span>{" "}
                    <span class={`sign ${signClass(tie.sign)}`}>{tie.relation}</span>
                  </button>
                  <svg viewBox={`0 0 ${scale.width} ${ROW}`} aria-hidden="true">
                    {scale.years.map((year) => (
                      <line key={year} class="year" x1={scale.at(`${year}-01-01`)} x2={scale.at(`${year}-01-01`)} y1="0" y2={ROW} />
                    ))}
                    {tie.told.map((one) =>
                      one.reading.bar ? (
                        <Mark
                          key={one.record.id}
                          bar={one.reading.bar}
                          scale={scale}
                          denied={one.record.polarity === "negative"}
                          on={pickedIds.has(one.record.id)}
                        />
                      ) : null,
                    )}
                  </svg>
                </div>
              );
            })}
          </div>
          {first.length > FEW && !printing && (
            <button class="tool more" onClick={() => showAll(!all)}>
              {all ? "Fewer rows" : `All ${first.length} rows`}
            </button>
          )}
        </div>
      ) : (
        <p class="empty">No statement has a date.</p>
      )}
      {undated.length > 0 && (
        <details class="list">
          <summary>{count(undated.length, "statement")} with no date at all</summary>
          <ul>
            {undated.map(({ record }) => (
              <li key={record.id}>
                <button class="link" onClick={() => go({ selection: { kind: "said", id: record.id }, open: null })}>
                  {record.source.name} {record.relation} {record.target.name}
                </button>{" "}
                <span class="quiet">{record.outlet ?? record.author ?? "the document"}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}

interface Scale {
  width: number;
  at: (day: string) => number;
  day: (x: number) => string;
  low: string;
  high: string;
  years: number[];
}

const stamp = (day: string) => Date.parse(day.length === 4 ? `${day}-01-01` : day) / 864e5;

/** The years that the bars cover; open sides reach the edges. */
function axis(told: Told[], width: number): Scale | null {
  const days = told
    .flatMap(({ reading }) => [reading.bar?.start, reading.bar?.end])
    .filter((day): day is string => !!day)
    .sort(compare);
  if (days.length === 0) return null;
  const from = +days[0]!.slice(0, 4);
  const to = +days[days.length - 1]!.slice(0, 4) + 1;
  const pad = (year: number) => String(year).padStart(4, "0");
  const [low, high] = [`${pad(from)}-01-01`, `${pad(to)}-01-01`];
  const [a, b] = [stamp(low), stamp(high)];
  const step = Math.max(1, Math.ceil(((to - from) * 44) / width));
  const years = Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, n) => from + n * step);
  return {
    width,
    low,
    high,
    years,
    at: (day) => 2 + ((stamp(day) - a) / (b - a)) * (width - 4),
    day: (x) => new Date((a + ((x - 2) / (width - 4)) * (b - a)) * 864e5).toISOString().slice(0, 10),
  };
}

function Mark({ bar, scale, denied, on }: { bar: Bar; scale: Scale; denied: boolean; on: boolean }) {
  const left = bar.start ? scale.at(bar.start) : 0;
  // An end is a whole day, so the bar reaches to the end of it.
  const right = bar.end ? scale.at(bar.end) + 2 : scale.width;
  const look = `bar ${bar.precision}${bar.told ? "" : " loose"}${denied ? " denied" : ""}${on ? " on" : ""}`;
  if (right - left < 8) {
    const x = (left + right) / 2;
    return <path class={look} d={`M${x} 5.500 ${x + 5} 11 ${x} 16.500 ${x - 5} 11Z`} />;
  }
  return (
    <g>
      <rect class={look} x={left} y="6" width={right - left} height="10" rx="2" />
      {!bar.end && <path class="open" d={`M${scale.width - 10} 4l7 7-7 7`} />}
      {!bar.start && <path class="open" d="M10 4l-7 7 7 7" />}
    </g>
  );
}

/** How many statements stand in each year; dragging over it keeps a range of time. */
function Counts({ box, told, scale, range, set }: {
  box: (element: HTMLDivElement | null) => void;
  told: Told[];
  scale: Scale;
  range: [string, string];
  set: (range: [string, string]) => void;
}) {
  const svg = useRef<SVGSVGElement>(null);
  const [drag, move] = useState<[number, number] | null>(null);
  const years = useMemo(() => perYear(told, scale), [told, scale]);
  const most = Math.max(1, ...years.map((one) => one.n));
  const x = (event: PointerEvent) => {
    const box = svg.current!.getBoundingClientRect();
    return Math.min(Math.max(((event.clientX - box.left) / box.width) * scale.width, 2), scale.width - 2);
  };
  const shown: [number, number] | null = drag
    ? [Math.min(...drag), Math.max(...drag)]
    : range[0] || range[1]
      ? [range[0] ? scale.at(range[0]) : 0, range[1] ? scale.at(range[1]) : scale.width]
      : null;
  return (
    <div class="row counts">
      <span class="name quiet">statements a year</span>
      <svg
        ref={svg}
        viewBox={`0 0 ${scale.width} 46`}
       
        aria-hidden="true"
        onPointerDown={(event) => {
          svg.current!.setPointerCapture(event.pointerId);
          move([x(event), x(event)]);
        }}
        onPointerMove={(event) => drag && move([drag[0], x(event)])}
        onPointerUp={() => {
          if (drag && Math.abs(drag[1] - drag[0]) > 4) {
            set([scale.day(Math.min(...drag)).slice(0, 7), scale.day(Math.max(...drag)).slice(0, 7)]);
          } else if (drag) set(["", ""]);
          move(null);
        }}
      >
        {shown && <rect class="range" x={shown[0]} y="0" width={shown[1] - shown[0]} height="46" />}
        {years.map(({ year, n }) => {
          const [left, right] = [scale.at(`${year}-01-01`), scale.at(`${year}-12-31`)];
          const height = (n / most) * 26;
          return <rect key={year} class="column" x={left + 1} y={30 - height} width={Math.max(right - left - 2, 1)} height={height} />;
        })}
        <line class="ground" x1="0" x2={scale.width} y1="30.500" y2="30.500" />
      </svg>
      <div class="years" aria-hidden="true" ref={box}>
        {scale.years.map((year) => (
          <span key={year} style={{ left: `${scale.at(`${year}-01-01`)}px` }}>{year}</span>
        ))}
      </div>
    </div>
  );
}

function perYear(told: Told[], scale: Scale) {
  const [from, to] = [+scale.low.slice(0, 4), +scale.high.slice(0, 4)];
  return Array.from({ length: to - from }, (_, n) => {
    const year = String(from + n).padStart(4, "0");
    return {
      year,
      n: told.filter(({ reading: { bar } }) => bar && (bar.start ?? "") <= `${year}-12-31` && (bar.end ?? "9999") >= `${year}-01-01`).length,
    };
  });
}
