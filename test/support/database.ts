// A database of one's own for a test file, cloned from the migrated template.
import pg from 'pg';
import { inject } from 'vitest';
import { newId } from '../../src/lib/ids.ts';
import { connectionFor, type Server } from '../../src/platform/database.ts';
import { databaseOn, type TestDatabase, templateOf } from './template.ts';

/** Clones the template; it is thrown away at the end of the run. */
export function cloneDatabase(): Promise<TestDatabase> {
  return makeDatabase(`TEMPLATE ${templateOf(inject('postgres'))}`);
}

/** A database that no program has prepared yet. */
export function emptyDatabase(): Promise<TestDatabase> {
  return makeDatabase("TEMPLATE template0 ENCODING 'UTF8'");
}

async function makeDatabase(how: string): Promise<TestDatabase> {
  const name = `${inject('postgres').prefix}${newId().replaceAll('-', '')}`;
  await asServerOwner((client) =>
    // Two files may clone at the same time; a clone needs the template for itself.
    client.query('SELECT pg_advisory_lock(1)').then(() => client.query(`CREATE DATABASE ${name} ${how}`)),
  );
  return databaseOn(inject('postgres'), name);
}

/** Looks at a database with the owner's eyes, past row-level security. */
export async function asOwner<T>(server: Server, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectAsOwner(server);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A connection with the owner's eyes that stays open; the caller ends it. */
export async function connectAsOwner(server: Server): Promise<pg.Client> {
  const client = new pg.Client(connectionFor(server, null));
  await client.connect();
  return client;
}

/** How many connections to this database wait for a lock now. Its own look each time: a transaction sees the connections of its first. */
export const countWaiting = (server: Server): Promise<number> =>
  asOwner(server, async (client) => {
    const { rows } = await client.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return rows.length;
  });

/** On the run's server, outside the databases of tests: to make one, or to shut one. */
export function asServerOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return asOwner(inject('postgres').server, work);
}

/** A database of the run's as DATABASE_URL names it, for its owner. */
export function urlOf(server: TestDatabase): string {
  if ('url' in server) return server.url;
  return `postgres://postgres@localhost/${server.database}?host=${encodeURIComponent(server.socketDir)}`;
}
