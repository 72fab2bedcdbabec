// The preview of a file: what would become of each row, were it applied now. Rows know what those before them would make.
import { newId } from '../../lib/ids.ts';
import { storable } from '../../lib/storable.ts';
import type { Database } from '../../platform/database.ts';
import type { Lease } from '../../platform/jobs.ts';
import { decideImportRow } from '../rules/decide-import-row.ts';
import { mapColumns } from '../rules/map-columns.ts';
import { SeenCustomers } from '../rules/seen-customers.ts';
import type { AppliedRow } from './apply-rows.ts';
import { mastersOf, seeCustomersOf } from './look-up.ts';
import {
  COLUMNS_MAX,
  type ImportOptions,
  type ImportProblem,
  noImportCounts,
  ROWS_MAX,
  VALUE_SHOWN,
} from './model.ts';
import { readFile, someAtATime } from './read-file.ts';
import { phoneOfMany, readerOf } from './read-rows.ts';
import { countIn, type Run, type Running, rest } from './run.ts';
import { ended, piecesOf, updateImport } from './store.ts';

/** Rows looked up at a time. */
const AT_ONCE = 100;
/** Rows between two tellings of how far it is. */
const TOLD_EVERY = 2_000;

/** Previews it: nothing is written but what was found. */
export async function previewImport(db: Database, lease: Lease, one: Running): Promise<void> {
  const { organizationId, id } = one;
  const run: Run = { counts: noImportCounts(), rows: [] };
  const seen = { customers: new SeenCustomers(), byId: new Map<string, string>(), made: new Set<string>() };
  const masters = await db.withOrganization(organizationId, (tx) => mastersOf(tx, organizationId));
  const file = readFile(piecesOf(db, organizationId, id), one.options);
  let headers: string[] = [];
  let options = one.options;
  let read = readerOf(options, masters);
  let problem: ImportProblem | null = null;
  let total = 0;
  for await (const rows of someAtATime(file, AT_ONCE, -1)) {
    const begun = performance.now();
    if (rows[0]?.nr === 0) {
      headers = (rows.shift()?.cells ?? []).map((name) => name.trim());
      options = { ...options, mapping: fittingMapping(options.mapping, headers) };
      read = readerOf(options, masters);
      if (headers.length > COLUMNS_MAX) {
        problem = 'too-many-columns';
        break;
      }
    }
    total = rows.at(-1)?.nr ?? total;
    if (total > ROWS_MAX) {
      problem = 'too-many-rows';
      break;
    }
    const readRows = rows.map(read);
    await db.withOrganization(organizationId, async (tx) => {
      const drafts = readRows.flatMap(({ draft }) => draft ?? []);
      await seeCustomersOf(tx, organizationId, drafts, seen);
      const decided = readRows.map(({ row, draft, issues }): AppliedRow => {
        const decision = draft && decideImportRow(draft, newId(), seen, options.known);
        return {
          row,
          issues: draft && !decision ? [phoneOfMany(draft)] : issues,
          kind: decision?.kind ?? 'refused',
          customerId: decision?.customerId ?? null,
          suspicions: decision?.suspicions.map(({ otherId }) => otherId) ?? [],
          isFilled: false,
        };
      });
      await countIn(tx, organizationId, run, decided);
    });
    if (total % TOLD_EVERY === 0)
      await lease.hold((tx) => updateImport(tx, organizationId, id, { counts: run.counts }));
    await rest(begun, lease.signal);
  }
  const { mapping } = options;
  if (problem === null && total === 0) problem = 'no-rows';
  if (
    problem === null &&
    !mapping.some((field) => field === 'name' || field === 'phone' || field === 'email')
  )
    problem = 'no-person';
  await lease.done((tx) =>
    updateImport(tx, organizationId, id, {
      ...run,
      options,
      headers: headers.slice(0, COLUMNS_MAX).map((name) => storable(name, VALUE_SHOWN)),
      total,
      problem,
      state: 'previewed',
      ...ended,
    }),
  );
}

/** A column for each header: as a person said, or by its name. */
function fittingMapping(mapping: ImportOptions['mapping'], headers: string[]): ImportOptions['mapping'] {
  if (mapping.length === 0) return mapColumns(headers);
  return headers.map((_, column) => mapping[column] ?? null);
}
