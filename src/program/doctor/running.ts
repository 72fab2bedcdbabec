// The installation's database for a check, while one runs.
import { join } from 'node:path';
import type { Config } from '../../platform/config.ts';
import type { Tx } from '../../platform/database.ts';
import { StartError } from '../../platform/errors.ts';
import { openLog } from '../../platform/log.ts';
import { readPostmaster } from '../../platform/postgres/postmaster-pid.ts';
import { openRunningDatabase } from '../../platform/running-database.ts';

/** Asks it as its owner; null while none runs or it cannot be had: the check of the database says so. */
export async function askRunning<T>(config: Config, work: (tx: Tx) => Promise<T>): Promise<T | null> {
  if (!config.databaseUrl && !readPostmaster(join(config.dataDir, 'postgres', 'cluster'))?.ready) return null;
  try {
    const database = await openRunningDatabase(config, openLog('silent'));
    return await database.asOwner(work).finally(() => database.close());
  } catch (error) {
    if (error instanceof StartError) return null;
    throw error;
  }
}
