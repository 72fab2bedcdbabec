// A connection of the database's owner for a backup or a restore: no time limit of the server's ends it, and values are
// written as every PostgreSQL reads them.
import type pg from 'pg';
import type { Server } from '../database.ts';
import { withoutLimits } from '../without-limits.ts';

const SETTINGS = {
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
  return withoutLimits(server, name, work, SETTINGS);
}
