// The text of a backup, table by table, out of one snapshot. Nothing is locked but against changes of the schema, so mail
// goes on coming in; nothing is kept in memory but what is under way.
import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Server } from '../database.ts';
import { StartError } from '../errors.ts';
import { BACKUP_LOCK } from '../migrate.ts';
import { appliedMigrations } from '../migrations.ts';
import {
  copyLine,
  END_OF_ROWS,
  type Manifest,
  manifestLine,
  newSha256,
  quoted,
  type Totals,
  totalsLine,
} from './format.ts';
import { LEFT_OUT, listTables, type Table } from './list-tables.ts';
import { withSession } from './session.ts';

/** Called as the rows of a table go by, and once it is whole (`rows`). */
export type OnTable = (progress: { table: string; bytes: number; rows: number | null }) => void;

/**
 * Takes a snapshot and hands its text to `write`, which must read it to its end.
 * @throws StartError when the database is not prepared by this program, or one of its tables cannot be read whole.
 */
export async function takeBackup(
  server: Server,
  write: (text: AsyncIterable<Buffer>) => Promise<void>,
  onTable: OnTable,
): Promise<void> {
  await withSession(server, 'digima backup', async (client) => {
    const { rows } = await client.query("SELECT to_regrole('digima_backup') IS NOT NULL AS is_prepared");
    if (!rows[0]?.is_prepared || (await appliedMigrations(client)).length === 0)
      throw new StartError('The database is not prepared by this version yet: run digima start once.');
    // Before the snapshot, which would be older than what is waited for here.
    await client.query('SELECT pg_advisory_lock_shared($1)', [BACKUP_LOCK]);
    const tables = await listTables(client);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    await client.query(
      `LOCK TABLE ${tables.map(({ name }) => quoted(name)).join(', ')} IN ACCESS SHARE MODE`,
    );
    const manifest = await describe(client, tables);
    await client.query('SET LOCAL ROLE digima_backup');
    await write(textOf(client, manifest, onTable));
    await client.query('COMMIT');
  });
}

async function describe(client: pg.Client, tables: Table[]): Promise<Omit<Manifest, 'format'>> {
  const { rows } = await client.query<{ taken_at: Date; server: string }>(
    "SELECT now() AS taken_at, current_setting('server_version') AS server",
  );
  const keys = await client.query<{ id: string; sealed: string }>(
    'SELECT key_id AS id, sealed FROM key_checks ORDER BY 1',
  );
  const [found] = rows;
  if (!found) throw new Error('PostgreSQL did not say what time it is');
  return {
    product: JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')).version,
    server: found.server,
    takenAt: found.taken_at.toISOString(),
    migrations: await appliedMigrations(client),
    tables: tables.map(({ name, columns }) => ({ name, columns })),
    leftOut: LEFT_OUT,
    keys: keys.rows,
  };
}

async function* textOf(
  client: pg.Client,
  manifest: Omit<Manifest, 'format'>,
  onTable: OnTable,
): AsyncGenerator<Buffer> {
  yield Buffer.from(manifestLine(manifest));
  const totals: Totals = {};
  for (const table of manifest.tables) {
    yield Buffer.from(copyLine(table));
    const rows = client.query(
      copyTo(`COPY ${quoted(table.name)} (${table.columns.map(quoted).join(', ')}) TO STDOUT`),
    );
    const hash = newSha256();
    let bytes = 0;
    for await (const chunk of rows) {
      hash.update(chunk);
      bytes += chunk.length;
      onTable({ table: table.name, bytes, rows: null });
      yield chunk;
    }
    await client.query('SELECT'); // how many there were comes behind the last of them
    totals[table.name] = { rows: rows.rowCount, sha256: hash.digest('hex') };
    onTable({ table: table.name, bytes, rows: rows.rowCount });
    yield Buffer.from(END_OF_ROWS);
  }
  yield Buffer.from(totalsLine(totals));
}
