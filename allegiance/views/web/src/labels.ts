// Names that do not lie on one another: the weightier takes its place first.

export interface Wanted {
  id: string;
  x: number;
  y: number;
  /** How far from the centre the name begins. */
  gap: number;
  width: number;
  height: number;
  above: boolean;
  weight: number;
}

export interface Put {
  x: number;
  y: number;
  align: "center" | "left" | "right";
}

export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * Where each name stands within the frame: clear of `discs` where it can be, of the weightier ones
 * always, and never on another name; one for which there is no room is left out.
 */
export function arrange(
  wanted: Wanted[],
  frame: { width: number; height: number },
  discs: Disc[] = [],
): Map<string, Put> {
  const names: Box[] = [];
  const put = new Map<string, Put>();
  const inside = (box: Box) =>
    frame.width === Infinity ||
    (box.left >= 0 && box.right <= frame.width && box.top >= 0 && box.bottom <= frame.height);
  for (const one of [...wanted].sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))) {
    const free = places(one)
      .map((place) => ({ place, box: around(one, place) }))
      .filter(({ box }) => inside(box) && !names.some((other) => meet(box, other)));
    const clear = (above: number) =>
      free.find(({ box }) => !discs.some((disc) => disc.weight > above && meet(box, disc)));
    const best = clear(-1) ?? clear(one.weight - 2);
    if (!best) continue;
    names.push(best.box);
    put.set(one.id, best.place);
  }
  return put;
}

/** An actor's disc; a name may only hide one that matters less. */
export interface Disc extends Box {
  weight: number;
}

/** The places for a name, the best first; y is the baseline. */
function places({ x, y, gap, height, above }: Wanted): Put[] {
  const over: Put = { x, y: y - gap - 2, align: "center" };
  const under: Put = { x, y: y + gap + height - 3, align: "center" };
  const right: Put = { x: x + gap + 3, y: y + height * 0.3, align: "left" };
  const left: Put = { x: x - gap - 3, y: y + height * 0.3, align: "right" };
  return above ? [over, under, right, left] : [under, over, right, left];
}

function around({ width, height }: Wanted, { x, y, align }: Put): Box {
  const left = align === "center" ? x - width / 2 : align === "left" ? x : x - width;
  return { left: left - 2, right: left + width + 2, top: y - height + 4, bottom: y + 3 };
}

const meet = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
