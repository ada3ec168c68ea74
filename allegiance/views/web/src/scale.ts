// Days across a picture.
export interface Scale {
  width: number;
  at: (day: string) => number;
  /** Where a day ends. */
  after: (day: string) => number;
  years: number[];
}

const stamp = (day: string) => Date.parse(day) / 864e5;

/** From the year of the first of these days to the end of the last; null where there is none. */
export function dated(days: (string | null)[], width: number): Scale | null {
  const told = days.filter((day): day is string => day !== null).sort();
  if (told.length === 0) return null;
  const from = +told[0]!.slice(0, 4);
  const to = +told[told.length - 1]!.slice(0, 4) + 1;
  const pad = (year: number) => String(year).padStart(4, "0");
  const [a, b] = [stamp(`${pad(from)}-01-01`), stamp(`${pad(to)}-01-01`)];
  const step = Math.max(1, Math.ceil(((to - from) * 46) / width));
  const x = (days: number) => 2 + ((days - a) / (b - a)) * (width - 4);
  return {
    width,
    at: (day) => x(stamp(day)),
    after: (day) => x(stamp(day) + 1),
    years: Array.from({ length: Math.floor((to - from - 1) / step) + 1 }, (_, n) => from + n * step),
  };
}
