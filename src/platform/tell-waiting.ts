// Whoever prepares the database may queue behind somebody's old transaction for hours. The log says behind whom, for who
// looks at a start that does not come.
import type pg from 'pg';
import type { Server } from './database.ts';
import type { Log } from './log.ts';
import { withOwner } from './with-owner.ts';

const FIRST_AFTER_MS = 10_000;
const AGAIN_AFTER_MS = 60_000;

/** Does `work` on this client. While it goes on, the log says after 10 s and then every minute whom that waits for. */
export async function tellingWaits<T>(
  server: Server,
  client: pg.Client,
  log: Log,
  work: () => Promise<T>,
): Promise<T> {
  const begun = performance.now();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  let isOver = false;
  let clock = setTimeout(look, FIRST_AFTER_MS);

  async function look(): Promise<void> {
    // Its own connection is the one that waits.
    const pids = await blockersOf(server, rows[0]?.pid).catch(() => []);
    if (isOver) return;
    const seconds = Math.round((performance.now() - begun) / 1_000);
    if (pids.length > 0) log.warn({ seconds, pids }, WAITS);
    else log.info({ seconds }, GOES_ON);
    clock = setTimeout(look, AGAIN_AFTER_MS);
  }

  try {
    return await work();
  } finally {
    isOver = true;
    clearTimeout(clock);
  }
}

const GOES_ON = 'the database is still being prepared';
const WAITS =
  'preparing the database waits for other connections to end what they do (pids, see pg_stat_activity)';

// The numbers alone: what those connections do holds what people wrote.
const blockersOf = (server: Server, pid: number | undefined): Promise<number[]> =>
  withOwner(server, async (client) => {
    const { rows } = await client.query<{ pid: number }>(
      'SELECT DISTINCT pid FROM unnest(pg_blocking_pids($1)) AS pid ORDER BY pid',
      [pid],
    );
    return rows.map((row) => row.pid);
  });
