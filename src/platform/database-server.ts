// Which PostgreSQL we work on: the operator's, or the embedded one, which starts and ends with us.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Server } from './database.ts';
import { lockFolder, unwritable } from './folder-lock.ts';
import { requireOwner } from './folder-owner.ts';
import type { Log } from './log.ts';
import { startEmbeddedPostgres } from './postgres/embedded.ts';
import { ownSecretKeys, parseSecretKeys, type SecretKey } from './secret-keys.ts';

export interface DatabaseServer {
  server: Server;
  secretKeys: SecretKey[];
  stop(): Promise<void>;
}

/** Opens it. @throws StartError in one sentence when it cannot be had. */
export async function openDatabaseServer(
  config: Pick<Config, 'databaseUrl' | 'dataDir' | 'secretKeys'>,
  log: Log,
): Promise<DatabaseServer> {
  if (config.databaseUrl)
    return {
      server: { url: config.databaseUrl },
      secretKeys: parseSecretKeys(config.secretKeys ?? ''),
      stop: async () => {},
    };
  requireOwner(config.dataDir);
  const folder = join(config.dataDir, 'postgres');
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw unwritable(config.dataDir, cause);
  }
  const unlock = lockFolder(config.dataDir);
  try {
    const postgres = await startEmbeddedPostgres(folder, log);
    return {
      server: { socketDir: postgres.socketDir, database: 'postgres' },
      secretKeys: config.secretKeys ? parseSecretKeys(config.secretKeys) : ownSecretKeys(config.dataDir),
      async stop() {
        await postgres.stop();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
