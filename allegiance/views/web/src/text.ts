// Texts with marks in them. Records count Unicode code points, JavaScript counts UTF-16 units.

export interface Span {
  begin: number;
  end: number;
  roles: string[];
}

export interface Piece {
  text: string;
  roles: string[];
}

/** The UTF-16 index of each of these code point offsets, in one walk over the text. */
export function units(text: string, offsets: number[]): Map<number, number> {
  const wanted = [...new Set(offsets)].sort((a, b) => a - b);
  const found = new Map<number, number>();
  let point = 0;
  let unit = 0;
  for (const offset of wanted) {
    while (point < offset && unit < text.length) {
      unit += text.codePointAt(unit)! > 0xffff ? 2 : 1;
      point += 1;
    }
    found.set(offset, unit);
  }
  return found;
}

/** A text cut at the edges of spans (code points, counted from `start`), each piece with its roles. */
export function cut(text: string, spans: Span[], start = 0): Piece[] {
  const kept = spans
    .map((span) => ({ ...span, begin: span.begin - start, end: span.end - start }))
    .filter((span) => span.end > span.begin && span.end > 0);
  const at = units(
    text,
    kept.flatMap((span) => [Math.max(span.begin, 0), span.end]),
  );
  const edges = [...new Set([0, ...at.values(), text.length])].sort((a, b) => a - b);
  return edges.slice(0, -1).map((from, number) => {
    const to = edges[number + 1]!;
    const roles = kept
      .filter((span) => at.get(Math.max(span.begin, 0))! <= from && at.get(span.end)! >= to)
      .flatMap((span) => span.roles);
    return { text: text.slice(from, to), roles };
  });
}
