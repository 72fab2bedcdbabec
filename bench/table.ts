// The rows of `npm run bench`, and how many numbers become one.

/** One line: what was measured, the measure with its spread, the aim (or null) and whether it holds. */
export interface Row {
  what: string;
  measured: string;
  aim: string | null;
  holds: boolean;
}

/** How long and how often: `short` shows that everything can be measured, its numbers are no claim. */
export interface Pace {
  isShort: boolean;
}

export const n = (value: number, digits = 0) =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits });

/** The value below which `share` of the values lie. */
export function quantile(values: ArrayLike<number>, share: number): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (values: ArrayLike<number>) => quantile(values, 0.5);

/** Median, and the least and the most in brackets. */
export function spread(values: number[], digits = 0): string {
  if (values.length === 1) return n(values[0] ?? Number.NaN, digits);
  return `${n(median(values), digits)} (${n(Math.min(...values), digits)}–${n(Math.max(...values), digits)})`;
}

export function print(rows: Row[]): void {
  console.log('| what | measured | aim | |\n|---|---|---|---|');
  for (const { what, measured, aim, holds } of rows)
    console.log(`| ${what} | ${measured} | ${aim ?? '—'} | ${aim === null ? '' : holds ? '✓' : '✗'} |`);
}
