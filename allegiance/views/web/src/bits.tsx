// Small pieces that every panel uses.
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

interface PanelProps {
  name: string;
  title: string;
  note?: string;
  tools?: ComponentChildren;
  children: ComponentChildren;
}

export function Panel({ name, title, note, tools, children }: PanelProps) {
  return (
    <section class={`panel ${name}`} id={`panel-${name}`} aria-labelledby={`title-${name}`}>
      <header>
        <h2 id={`title-${name}`} tabIndex={-1}>{title}</h2>
        {note && <p class="note">{note}</p>}
        <div class="tools">{tools}</div>
      </header>
      {children}
    </section>
  );
}

const PATHS: Record<string, string> = {
  graph: "M4 5a2 2 0 1 0 .1 0M13 4a2 2 0 1 0 .1 0M9 12a2 2 0 1 0 .1 0M5 8l3 4M12 7l-2 5M6 6.500l5-.5",
  map: "M2 4l4-2 4 2 4-2v10l-4 2-4-2-4 2zM6 2v10M10 4v10",
  timeline: "M2 3.500h7M5 8h9M3 12.500h6",
  evidence: "M3 3h10M3 6.300h10M3 9.700h7M3 13h5",
  questions: "M5.500 5.800A2.600 2.600 0 1 1 9.300 8C8.300 8.500 8 9 8 10.200M8 12.800v.2",
  games: "M2 5h9l-2.500-2.500M14 11H5l2.500 2.500",
  camps: "M4.500 3.500a1.800 1.800 0 1 0 .1 0M4.500 9a1.800 1.800 0 1 0 .1 0M11.500 3.500a1.800 1.800 0 1 0 .1 0M11.500 9a1.800 1.800 0 1 0 .1 0M8 1.500v13",
  shifts: "M2 4.500h5M9 11.500h5M7 4.500l2 7M2 11.500h2M12 4.500h2",
  flows: "M2 8h4M6 8c3 0 3-4 6-4h1.500M6 8c3 0 3 4 6 4h1.500M12 2.500 13.700 4 12 5.500M12 10.500l1.700 1.500L12 13.500",
  spillover: "M6 8.500a3.500 3.500 0 1 1 1-4M8 8h6M12 6l2 2-2 2M3 13.500h9",
  words: "M2 3h8v5H6L3.500 10V8H2zM12 6h2v5h-1.500v2L10 11H7",
  brokers: "M8 6a2 2 0 1 0 .1 0M1.500 8H6M10 8h4.500M3 5.500v5M13 5.500v5",
  "what-if": "M2 8h4M10 4h4M10 12h4M6 8l4-4M6 8l4 4",
  table: "M2 3h12v10H2zM2 6.500h12M2 10h12M6.500 3v10",
  fit: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4",
  filter: "M2 3.500h12M4.500 8h7M6.500 12.500h3",
  sun: "M8 5a3 3 0 1 0 .1 0M8 1v1.500M8 13.500V15M1 8h1.500M13.500 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1",
  moon: "M13 9.500A5.500 5.500 0 1 1 6.500 3 4.500 4.500 0 0 0 13 9.500Z",
  close: "M4 4l8 8M12 4l-8 8",
  back: "M9.500 3 4.500 8l5 5",
  search: "M7 2.500a4.500 4.500 0 1 0 .1 0M10.500 10.500 14 14",
};

export function Icon({ name }: { name: string }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

/** Two dates as a reader would say them, no finer than they are. */
export function years(first: string | null, last: string | null): string {
  if (!first && !last) return "undated";
  const [from, to] = [first?.slice(0, 4), last?.slice(0, 4)];
  return from === to || !to ? `${from}` : `${from ?? ""}–${to}`;
}

export const count = (n: number, one: string, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** The size of an element in CSS pixels, as it changes; `first` until it is known. */
export function useSize<T extends Element>(first: [number, number]) {
  const [element, at] = useState<T | null>(null);
  const [size, set] = useState(first);
  useEffect(() => {
    if (!element) return;
    const seen = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect;
      if (width > 0 && height > 0) set([Math.round(width), Math.round(height)]);
    });
    seen.observe(element);
    return () => seen.disconnect();
  }, [element]);
  return [at, size] as const;
}
