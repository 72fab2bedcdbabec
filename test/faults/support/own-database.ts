// An installation whose program runs its embedded PostgreSQL itself, on a data folder of the scenario's.
import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { openLog } from '../../../src/platform/log.ts';
import { startEmbeddedPostgres } from '../../../src/platform/postgres/embedded.ts';
import { readPostmaster } from '../../../src/platform/postgres/postmaster-pid.ts';
import { openInstallation, type Part, type StartOptions } from './installation.ts';

export type OwnDatabase = Awaited<ReturnType<typeof openOwnDatabase>>;

const ENDS_WITHIN_MS = 30_000;

/** Opens it on `dataDir`, which must be empty, with nothing running yet. */
export async function openOwnDatabase(dataDir: string, given: { firms?: number; connections?: number } = {}) {
  const folder = join(dataDir, 'postgres');
  mkdirSync(folder, { recursive: true });
  chmodSync(dataDir, 0o755);
  const postgres = await startEmbeddedPostgres(folder, openLog('silent'));
  const server = { socketDir: postgres.socketDir, database: 'postgres' };
  const installation = await openInstallation({ ...given, server }).finally(postgres.stop);
  const cluster = join(folder, 'cluster');
  const parts: Part[] = [];

  return {
    ...installation,
    cluster,
    /** Starts the command without DATABASE_URL. */
    start(options: StartOptions = {}): Part {
      const env = { DATABASE_URL: '', DATA_DIR: dataDir, ...options.env };
      const part = installation.start({ ...options, env });
      parts.push(part);
      return part;
    },
    /** Process id of the PostgreSQL that runs now, or undefined. */
    postmaster: (): number | undefined => readPostmaster(cluster)?.pid,
    /** What PostgreSQL wrote to its log so far. */
    serverLog: (): string => readFileSync(join(folder, 'postgres.log'), 'utf8'),
    /** Resolves once a PostgreSQL other than `before` takes connections. */
    async serverAgain(before: number | undefined, withinMs: number): Promise<boolean> {
      for (const until = performance.now() + withinMs; performance.now() < until; await delay(10)) {
        const now = readPostmaster(cluster);
        if (now?.ready && now.pid !== before) return true;
      }
      return false;
    },
    /** Ends all in order; what does not end is killed, its PostgreSQL too. */
    async close(): Promise<void> {
      const late = setTimeout(() => {
        for (const { child } of parts) child.kill('SIGKILL');
      }, ENDS_WITHIN_MS);
      for (const { child } of parts) child.kill('SIGTERM');
      await Promise.all(parts.map(({ ended }) => ended));
      clearTimeout(late);
      for (const until = performance.now() + ENDS_WITHIN_MS; readPostmaster(cluster); await delay(20))
        if (performance.now() > until) process.kill(readPostmaster(cluster)?.pid ?? 0, 'SIGKILL');
      await installation.close();
    },
  };
}
