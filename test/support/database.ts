// A database of one's own for a test file, cloned from the migrated template.
import pg from 'pg';
import { inject } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import type { Server } from '../../src/platform/database.ts';
import { TEMPLATE } from './postgres.ts';

/** Clones the template; the run's PostgreSQL throws it away at the end. */
export async function cloneDatabase(): Promise<Server & { socketDir: string; database: string }> {
  const socketDir = inject('postgresSocketDir');
  const database = `t_${newId().replaceAll('-', '')}`;
  await asOwner({ socketDir, database: 'postgres' }, (client) =>
    // Two files may clone at the same time; a clone needs the template for itself.
    client
      .query('SELECT pg_advisory_lock(1)')
      .then(() => client.query(`CREATE DATABASE ${database} TEMPLATE ${TEMPLATE}`)),
  );
  return { socketDir, database };
}

/** Looks at a database with the owner's eyes, past row-level security. */
export async function asOwner<T>(
  server: { socketDir: string; database: string },
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ host: server.socketDir, database: server.database, user: 'postgres' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
