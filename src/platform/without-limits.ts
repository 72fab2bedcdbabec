// A connection of the database's owner that no time limit of the server's ends, whoever set it there (ALTER ROLE, ALTER
// DATABASE, a managed service): what takes as long as it takes would be broken off, rolled back and begun again for ever.
import type pg from 'pg';
import type { Server } from './database.ts';
import { withOwner } from './with-owner.ts';

const NO_LIMITS = {
  statement_timeout: '0',
  transaction_timeout: '0', // PostgreSQL 17 and newer
  idle_in_transaction_session_timeout: '0',
  lock_timeout: '0',
};

/**
 * Runs `work` on it and closes it; `name` is what pg_stat_activity shows. With `more` settings, of which those count that the
 * server knows. @throws StartError when the server is away.
 */
export function withoutLimits<T>(
  server: Server,
  name: string,
  work: (client: pg.Client) => Promise<T>,
  more: Record<string, string> = {},
): Promise<T> {
  return withOwner(
    server,
    async (client) => {
      await client.query(
        'SELECT set_config(name, given.value, false) FROM pg_settings JOIN json_each_text($1) AS given ON given.key = lower(name)',
        [JSON.stringify({ ...NO_LIMITS, ...more })],
      );
      return work(client);
    },
    { keepAlive: true, application_name: name },
  );
}
