// What a run over a file has found so far: how many rows of each kind, and the first of them.
import { setTimeout as delay } from 'node:timers/promises';
import { storable } from '../../lib/storable.ts';
import type { Tx } from '../../platform/database.ts';
import { getCustomers } from '../queries.ts';
import type { AppliedRow } from './apply-rows.ts';
import {
  COLUMNS_MAX,
  type ImportCounts,
  type ImportOptions,
  REFUSED_SHOWN,
  SAMPLES_SHOWN,
  type ShownRow,
  VALUE_SHOWN,
} from './model.ts';
import type { CustomerImport } from './store.ts';

/** An import that runs: how its file is read is known. */
export type Running = CustomerImport & { options: ImportOptions };

/** How far it is. */
export interface Run {
  counts: ImportCounts;
  rows: ShownRow[];
}

/** Some more rows were dealt with; some of them are kept to be shown. */
export async function countIn(
  tx: Tx,
  organizationId: string,
  run: Run,
  applied: AppliedRow[],
): Promise<void> {
  const shown: AppliedRow[] = [];
  for (const one of applied) {
    run.counts[one.kind] += 1;
    if (one.isFilled) run.counts.filled += 1;
    const most = one.kind === 'refused' ? REFUSED_SHOWN : SAMPLES_SHOWN;
    if (run.counts[one.kind] <= most) shown.push(one);
  }
  const ids = shown.flatMap(({ customerId, suspicions }) => [
    ...(customerId ? [customerId] : []),
    ...suspicions,
  ]);
  const found = ids.length > 0 ? await getCustomers(tx, organizationId, ids) : [];
  const names = new Map(found.map(({ id, name }) => [id, name]));
  for (const { row, kind, issues, customerId, suspicions } of shown)
    run.rows.push({
      line: row.line,
      kind,
      cells: row.cells.slice(0, COLUMNS_MAX).map((cell) => storable(cell, VALUE_SHOWN)),
      issues: issues.slice(0, COLUMNS_MAX),
      customers: (kind === 'suspected' ? suspicions : [customerId]).flatMap((id) =>
        id !== null && names.has(id) ? { id, name: names.get(id) ?? null } : [],
      ),
    });
}

/** Mails go before: what took a while is followed by as long a rest, up to this. */
const REST_MS_MAX = 500;

/** Lets others work for as long as it took since `begun` (`performance.now()`). @throws what the signal is aborted with */
export async function rest(begun: number, signal: AbortSignal): Promise<void> {
  const ms = Math.min(performance.now() - begun, REST_MS_MAX);
  await delay(ms, undefined, { signal }).catch(() => {});
  signal.throwIfAborted();
}
