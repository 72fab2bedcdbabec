// Puts a backup into an empty database, in one transaction: the schema as it was then, its rows, the migrations since, and
// what keeps things from happening twice. Whatever goes wrong leaves the database as it was.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { newId } from '../../lib/ids.ts';
import type { Server, Tx } from '../database.ts';
import { StartError } from '../errors.ts';
import { checkServer, letRolesIn, MIGRATING_LOCK } from '../migrate.ts';
import {
  appliedMigrations,
  applyMigrations,
  isBeginningOf,
  knownMigrations,
  type Migration,
} from '../migrations.ts';
import { answerCode, databaseTrouble, isServerInDoubt } from '../pool.ts';
import { restores } from '../tables.ts';
import { copyLine, type Manifest, newSha256, quoted, readTotals, type Totals } from './format.ts';
import { listTables, type Table } from './list-tables.ts';
import type { BackupFile } from './open-file.ts';
import type { LineReader } from './read-lines.ts';
import { withSession } from './session.ts';
import type { OnTable } from './take-backup.ts';

/** Filled by a start that found nothing: no reason to call a database full. */
const FILLED_AT_START = ['key_checks'];

export interface RestoreParts {
  /** Runs in the same transaction, on today's schema, as an owner whom row-level security does not bind. */
  afterwards: (tx: Tx) => Promise<void>;
  onTable: OnTable;
  /** What the database is brought to; all of this program's when left out. */
  known?: Migration[];
}

/**
 * Restores it. False where PostgreSQL did not look at what is in it now (ANALYZE): it plans badly until it has.
 * @throws StartError when the database holds anything, is in use, or cannot take the backup; it is as before then, unless the
 * sentence says that nobody knows.
 */
export async function restoreBackup(
  server: Server,
  backup: BackupFile,
  parts: RestoreParts,
): Promise<boolean> {
  await checkServer(server);
  try {
    return await withSession(server, 'digima restore', async (client) => {
      await refuseRunning(client);
      const tables = await bringBack(client, server, backup, parts);
      await commit(client);
      return analyze(client, tables);
    });
  } catch (cause) {
    throw inWords(cause);
  }
}

/** All of it, up to the commit. */
async function bringBack(
  client: pg.Client,
  server: Server,
  backup: BackupFile,
  { afterwards, onTable, known = knownMigrations() }: RestoreParts,
): Promise<Table[]> {
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATING_LOCK]);
  await client.query("SET lock_timeout = '10s'");
  await client.query('BEGIN');
  await comeToStateOf(client, backup.manifest, known);
  await fill(client, backup, onTable);
  await applyMigrations(client, known.slice(backup.manifest.migrations.length));
  const tables = await listTables(client);
  await withoutForce(client, tables, async () => {
    await afterwards(drizzle(client));
    const row = { id: newId(), takenAt: new Date(backup.manifest.takenAt) };
    await drizzle(client)
      .insert(restores)
      .values({ ...row, restoredAt: sql`clock_timestamp()` });
  });
  await letRolesIn(client, server);
  return tables;
}

async function commit(client: pg.Client): Promise<void> {
  try {
    await client.query('COMMIT');
  } catch (cause) {
    const code = answerCode(cause);
    if (code !== null && !isServerInDoubt(code)) throw cause;
    throw new StartError(
      'The connection to PostgreSQL was lost at the last step, and nobody heard whether the backup was restored: run digima restore again, which finds the database not empty if it was.',
      { cause },
    );
  }
}

// What was restored is restored, whatever comes of this.
async function analyze(client: pg.Client, tables: Table[]): Promise<boolean> {
  try {
    for (const { name } of tables) await client.query(`ANALYZE ${quoted(name)}`);
    return true;
  } catch {
    return false;
  }
}

async function refuseRunning(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'digima'",
  );
  if (rows.length > 0)
    throw new StartError('The program runs on this database: stop it first, on every machine.');
}

/** The schema as it was when the backup was taken. */
async function comeToStateOf(
  client: pg.Client,
  { migrations, product }: Manifest,
  known: Migration[],
): Promise<void> {
  if (!isBeginningOf(known, migrations))
    throw new StartError(
      `The backup is of version ${product}, whose database this version does not know: update the program first.`,
    );
  const applied = await appliedMigrations(client);
  if (!isDeepStrictEqual(migrations.slice(0, applied.length), applied))
    throw new StartError(
      'The database is already prepared by a newer version than the backup is of: restore into an empty database (or another DATA_DIR), it is brought up to date afterwards.',
    );
  await applyMigrations(client, known.slice(applied.length, migrations.length));
}

async function fill(client: pg.Client, { manifest, read }: BackupFile, onTable: OnTable): Promise<void> {
  const tables = await listTables(client, manifest.leftOut);
  const here = tables.map(({ name, columns }) => ({ name, columns }));
  if (!isDeepStrictEqual(here, manifest.tables))
    throw new StartError(
      'The tables of this database are not those of the backup: restore into an empty one.',
    );
  await withoutForce(client, tables, async () => {
    await refuseFull(client, tables);
    for (const name of FILLED_AT_START) await client.query(`DELETE FROM ${quoted(name)}`);
    // Rows come as they were: nothing is to be noted of them anew.
    for (const { name } of tables) await client.query(`ALTER TABLE ${quoted(name)} DISABLE TRIGGER USER`);
    await read(async (lines) => {
      const totals: Totals = {};
      for (const table of manifest.tables)
        totals[table.name] = await fillTable(client, table, lines, onTable);
      if (!isDeepStrictEqual(readTotals(await lines.line()), totals))
        throw new StartError('The backup does not hold the rows it says it holds.');
    });
    for (const { name } of tables) await client.query(`ALTER TABLE ${quoted(name)} ENABLE TRIGGER USER`);
  });
}

async function fillTable(
  client: pg.Client,
  table: Manifest['tables'][number],
  lines: LineReader,
  onTable: OnTable,
): Promise<Totals[string]> {
  const statement = copyLine(table);
  if (`${await lines.line()}\n` !== statement) throw new StartError(`The backup holds no ${table.name}.`);
  const hash = newSha256();
  let bytes = 0;
  async function* passing() {
    for await (const chunk of lines.rows()) {
      hash.update(chunk);
      bytes += chunk.length;
      onTable({ table: table.name, bytes, rows: null });
      yield chunk;
    }
  }
  const target = client.query(copyFrom(statement));
  await pipeline(Readable.from(passing(), { objectMode: false }), target);
  onTable({ table: table.name, bytes, rows: target.rowCount });
  return { rows: target.rowCount, sha256: hash.digest('hex') };
}

async function refuseFull(client: pg.Client, tables: Table[]): Promise<void> {
  for (const { name } of tables) {
    if (FILLED_AT_START.includes(name)) continue;
    const { rows } = await client.query(`SELECT EXISTS (SELECT FROM ${quoted(name)}) AS is_full`);
    if (rows[0]?.is_full)
      throw new StartError(
        `The database is not empty (${name} has rows): restore into an empty database, or give another folder with DATA_DIR.`,
      );
  }
}

// The owner reads and writes past row-level security meanwhile; nobody else comes near the tables until the commit.
async function withoutForce(client: pg.Client, tables: Table[], work: () => Promise<void>): Promise<void> {
  const forced = tables.filter(({ isForced }) => isForced).map(({ name }) => quoted(name));
  for (const name of forced) await client.query(`ALTER TABLE ${name} NO FORCE ROW LEVEL SECURITY`);
  await work();
  for (const name of forced) await client.query(`ALTER TABLE ${name} FORCE ROW LEVEL SECURITY`);
}

function inWords(cause: unknown): unknown {
  if (cause instanceof StartError) return cause;
  if (databaseTrouble(cause) === 'lost' && answerCode(cause) === null)
    return new StartError(
      `The connection to PostgreSQL was lost (${(cause as Error).message}); the database is as it was before.`,
      { cause },
    );
  const inner = (cause as { cause?: unknown }).cause ?? cause;
  if (!(inner instanceof pg.DatabaseError)) return cause;
  if (inner.code === '55P03')
    return new StartError('The database is in use: stop the program and whatever else works on it first.', {
      cause,
    });
  if (inner.code === '42501')
    return new StartError(
      'The user of DATABASE_URL may not prepare the database: give it CREATEROLE and ownership of the database.',
      { cause },
    );
  return new StartError(
    `PostgreSQL did not take the backup (${inner.code}); the database is as it was before.`,
    { cause },
  );
}
