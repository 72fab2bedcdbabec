// The installation's database for one command of the operator's, whether the program runs meanwhile or not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Config } from './config.ts';
import { type Database, openDatabase, type Server, type Tx } from './database.ts';
import { openDatabaseServer } from './database-server.ts';
import { StartError } from './errors.ts';
import { FolderTaken } from './folder-lock.ts';
import type { Log } from './log.ts';
import { migrateDatabase } from './migrate.ts';
import { appliedMigrations, refuseNewer } from './migrations.ts';
import { readPostmaster } from './postgres/postmaster-pid.ts';
import { withOwner } from './with-owner.ts';

export interface RunningDatabase {
  server: Server;
  /**
   * Runs `work` in a transaction of the database's owner, whom row-level security of tenants binds or not: for tables of the
   * installation. @throws StartError where it was never prepared, or by a newer program.
   */
  asOwner<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Its pools, which the caller closes. @throws StartError where it cannot be reached, was never prepared, or by a newer program. */
  open(): Promise<Database>;
  /** Ends what was started for this command. */
  close(): Promise<void>;
}

const READY_WITHIN_MS = 30_000;

/**
 * The given database; the embedded one of the program that runs; or, when none runs, the embedded one started for the
 * moment (brought up to date, unless `migrates` is false). @throws StartError in one sentence, also where nothing was ever started.
 */
export async function openRunningDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'secretKeys'>,
  log: Log,
  { migrates = true } = {},
): Promise<RunningDatabase> {
  const { server, stop } = await find(config, log, migrates);
  return {
    server,
    asOwner: (work) => asOwner(server, work),
    open: async () => {
      // Says in a sentence what is wrong with it, before the roles are tried.
      await asOwner(server, (tx) => tx.execute(sql`SELECT FROM organization LIMIT 1`));
      return openDatabase(server, log);
    },
    close: stop,
  };
}

type Found = { server: Server; stop: () => Promise<void> };

async function find(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'secretKeys'>,
  log: Log,
  migrates: boolean,
): Promise<Found> {
  if (config.databaseUrl) return { server: { url: config.databaseUrl }, stop: async () => {} };
  const cluster = join(config.dataDir, 'postgres', 'cluster');
  if (!existsSync(cluster))
    throw new StartError(
      `There is no installation in ${config.dataDir}: run digima start once, or say where it is with DATA_DIR or DATABASE_URL.`,
    );
  for (const until = Date.now() + READY_WITHIN_MS; ; await delay(100)) {
    const running = readPostmaster(cluster);
    if (running?.ready)
      return { server: { socketDir: running.socketDir, database: 'postgres' }, stop: async () => {} };
    try {
      const { server, stop } = await openDatabaseServer(config, log);
      if (migrates)
        await migrateDatabase(server, log).catch(async (error) => {
          await stop();
          throw error;
        });
      return { server, stop };
    } catch (error) {
      // The program is starting, or ending: its database is there in a moment, or the folder is free.
      if (!(error instanceof FolderTaken) || Date.now() > until) throw error;
    }
  }
}

async function asOwner<T>(server: Server, work: (tx: Tx) => Promise<T>): Promise<T> {
  try {
    return await withOwner(server, async (client) => {
      refuseNewer(await appliedMigrations(client));
      await client.query('BEGIN');
      const result = await work(drizzle(client));
      await client.query('COMMIT');
      return result;
    });
  } catch (cause) {
    const code = (cause as { cause?: { code?: string } }).cause?.code ?? (cause as { code?: string }).code;
    if (code === '42P01')
      throw new StartError('The database is not prepared yet: run digima start once.', { cause });
    throw cause;
  }
}
