// What every part stands on: the database at today's schema, the keys that fit it, and signals between processes.
import type { Config } from '../../platform/config.ts';
import { type Database, openDatabase } from '../../platform/database.ts';
import type { openDatabaseServer } from '../../platform/database-server.ts';
import { checkSecretKeys } from '../../platform/key-check.ts';
import type { Log } from '../../platform/log.ts';
import { migrateDatabase } from '../../platform/migrate.ts';
import type { SecretKey } from '../../platform/secret-keys.ts';
import { openSignals, type Signals } from '../../platform/signals.ts';

export interface Foundation {
  config: Config;
  log: Log;
  db: Database;
  secretKeys: SecretKey[];
  signals: Signals;
}

/** A part that runs. */
export interface Running {
  /** Begins nothing new from now on, and resolves once what is under way is finished. */
  stop(): Promise<void>;
}

/** Lays it for parts that hear these signals. How each piece of it ends is added to `ends` as soon as it stands. */
export async function layFoundation(
  { config, log, hears }: { config: Config; log: Log; hears: string[] },
  openServer: typeof openDatabaseServer,
  ends: (() => unknown)[],
): Promise<Foundation> {
  const { server, secretKeys, stop } = await openServer(config, log);
  ends.push(stop);
  await migrateDatabase(server, log);
  await checkSecretKeys(server, secretKeys);
  const db = await openDatabase(server, log);
  ends.push(db.close);
  const signals = await openSignals(db, hears, log);
  ends.push(signals.close);
  return { config, log, db, secretKeys, signals };
}
