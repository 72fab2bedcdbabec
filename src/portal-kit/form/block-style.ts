// How the labels of a mail are written. A person's message may hold `key: value` lines too; a label ends the message
// only when it is written as the labels around it are.
import type { Labelled, Line } from './line.ts';

/** The styles of a mail's known labels. */
export interface BlockStyle {
  /** True when several known labels are written like this one. */
  established(style: string): boolean;
  /**
   * True when this label belongs to the block of `first`: written like it or, where nothing else is, like the mail's
   * other labels. Also its column must fit where columns are kept.
   */
  belongs(line: Labelled, first: Labelled): boolean;
  /** True when the style alone cannot be told from a person's `key: value`. */
  plain(line: Labelled): boolean;
}

const PLAIN = new Set(['：', ':']);
const ENOUGH = 2;
const COLUMN_ENOUGH = 3;

/** Learns the styles from the known labels of the lines. */
export function blockStyle(lines: readonly Line[]): BlockStyle {
  const counts = new Map<string, number>();
  const columns = new Map<string, number>();
  for (const line of lines) {
    if (line.kind !== 'pair' && line.kind !== 'label') continue;
    const known = line.pairs.filter(({ field }) => field !== null).length;
    if (known === 0 || (line.pairs[0].value === '' && PLAIN.has(line.style))) continue;
    counts.set(line.style, (counts.get(line.style) ?? 0) + known);
    if (line.kind === 'pair' && line.padded) add(columns, `${line.style}${line.column}`);
  }
  const aligned = new Set([...columns].filter(([, count]) => count >= COLUMN_ENOUGH).map(([style]) => style));
  const alignedStyles = new Set([...aligned].map((style) => style.charAt(0)));
  const known = (line: Labelled): boolean => line.pairs.some(({ field }) => field !== null);
  const fits = (line: Labelled): boolean => {
    if (line.kind === 'label' || !alignedStyles.has(line.style)) return true;
    return (
      aligned.has(`${line.style}${line.column}`) ||
      (known(line) && line.padded) ||
      line.column > widest(aligned)
    );
  };
  const most = Math.max(0, ...counts.values());
  const count = (line: Labelled): number => counts.get(line.style) ?? 0;
  return {
    established: (style) => (counts.get(style) ?? 0) >= ENOUGH,
    belongs: (line, first) =>
      (line.style === first.style || (count(first) * 2 < most && count(line) >= ENOUGH)) && fits(line),
    plain: (line) => PLAIN.has(line.style) && !alignedStyles.has(line.style),
  };
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function widest(aligned: ReadonlySet<string>): number {
  return Math.max(...[...aligned].map((style) => Number(style.slice(1))));
}
