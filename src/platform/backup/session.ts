// A connection of the database's owner for a backup or a restore: no time limit of the server's ends it, and values are
// written as every PostgreSQL reads them.
import type pg from 'pg';
import type { Server } from '../database.ts';
import { withOwner } from '../with-owner.ts';

const SETTINGS = {
  statement_timeout: '0',
  transaction_timeout: '0', // PostgreSQL 17 and newer
  idle_in_transaction_session_timeout: '0',
  lock_timeout: '0',
  row_security: 'on',
  client_encoding: 'UTF8',
  datestyle: 'ISO, YMD',
  intervalstyle: 'iso_8601',
  timezone: 'UTC',
  bytea_output: 'hex',
  extra_float_digits: '3',
};

/** Runs `work` on it and closes it; `name` is what pg_stat_activity shows. @throws StartError when the server is away. */
export function withSession<T>(
  server: Server,
  name: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  return withOwner(
    server,
    async (client) => {
      await client.query(
        'SELECT set_config(name, given.value, false) FROM pg_settings JOIN json_each_text($1) AS given ON given.key = lower(name)',
        [JSON.stringify(SETTINGS)],
      );
      return work(client);
    },
    { keepAlive: true, application_name: name },
  );
}
