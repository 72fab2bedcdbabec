// 再読み取り (replay): kept mails read again by today's readers. No I/O.
import type { Change } from '../rules/bring-up-to-date.ts';

/** First what would come of it, then it is done. */
export type ReplayPhase = 'preview' | 'apply';

/** `previewed`: the preview is there · `done` · `cancelled` by a person · `failed`: given up, seen in 要確認. */
export const replayStates = ['running', 'previewed', 'done', 'cancelled', 'failed'] as const;
export type ReplayState = (typeof replayStates)[number];

/**
 * What becomes of a mail that is read again. `complete`: nobody was known of it and now somebody is · `announced`: it was
 * not read, and is a notice now · `changed`: it says more, or something else · `less`: it says less, which takes nothing
 * away · `unchanged` · `unread`: it still cannot be read · `in-flight`: it waits to be read anyway.
 */
export const replayKinds = [
  'complete',
  'announced',
  'changed',
  'less',
  'unchanged',
  'unread',
  'in-flight',
] as const;
export type ReplayKind = (typeof replayKinds)[number];

/** Mails by what becomes of them, and customers that are made. */
export type ReplayCounts = Record<ReplayKind, number> & { newCustomers: number; told: number };

/** One mail that is different now, as far as it is shown. */
export interface Difference {
  mailId: string;
  kind: ReplayKind;
  subject: string;
  /** ISO instant. */
  receivedAt: string;
  customer: { id: string; name: string | null } | null;
  isNewCustomer: boolean;
  changes: Change[];
}

export const noCounts = (): ReplayCounts => ({
  complete: 0,
  announced: 0,
  changed: 0,
  less: 0,
  unchanged: 0,
  unread: 0,
  'in-flight': 0,
  newCustomers: 0,
  told: 0,
});

/** How many were read so far. */
export const readSoFar = (counts: ReplayCounts): number =>
  replayKinds.reduce((sum, kind) => sum + counts[kind], 0);

/** Differences that are kept to be shown, and changes of each; a value is cut to this many letters. */
export const DIFFERENCES_SHOWN = 50;
const CHANGES_SHOWN = 20;
const VALUE_SHOWN = 200;

/** As it is kept to be shown: the values of a few fields, cut. */
export function shown(difference: Difference): Difference {
  const cut = (text: string | null) =>
    text !== null && text.length > VALUE_SHOWN ? `${text.slice(0, VALUE_SHOWN)}…`.toWellFormed() : text;
  const changes = difference.changes
    .slice(0, CHANGES_SHOWN)
    .map(({ field, from, to }) => ({ field, from: cut(from), to: cut(to) }));
  return { ...difference, changes };
}
