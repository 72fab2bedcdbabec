// Entries of a timeline as they are shown: what one hand changed at one moment is one entry. Pure.
import type { HistoryLine, TimelineEntry } from '../../api/client.ts';

export type ShownEntry =
  | Exclude<TimelineEntry, { type: 'history' }>
  /** The first that happened first. */
  | { type: 'history'; id: string; lines: HistoryLine[] };

const ONE_MOMENT_MS = 1_000;

/** `entries`: the last first. */
export function shownEntries(entries: TimelineEntry[]): ShownEntry[] {
  const shown: ShownEntry[] = [];
  for (const entry of entries) {
    if (entry.type !== 'history') {
      shown.push(entry);
      continue;
    }
    const last = shown.at(-1);
    if (last?.type === 'history' && isOneMoment(last.lines[0], entry.line)) last.lines.unshift(entry.line);
    else shown.push({ type: 'history', id: entry.id, lines: [entry.line] });
  }
  return shown;
}

function isOneMoment(a: HistoryLine | undefined, b: HistoryLine): boolean {
  return (
    a !== undefined &&
    a.customerId === b.customerId &&
    a.actor.type === b.actor.type &&
    a.actor.name === b.actor.name &&
    Math.abs(Date.parse(a.at) - Date.parse(b.at)) < ONE_MOMENT_MS
  );
}
