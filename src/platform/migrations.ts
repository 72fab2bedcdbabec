// The migrations this program knows, and how far a database has come. `digima start` runs them by drizzle's migrator; a
// restore needs what that cannot do: to stop at a backup's state, and to go on in the same transaction.
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type pg from 'pg';
import { StartError } from './errors.ts';

export const MIGRATIONS_FOLDER = fileURLToPath(new URL('../../migrations', import.meta.url));

/** One applied migration as drizzle's journal has it: SHA-256 (hex) of its file, and when it was made (ms). */
export interface AppliedMigration {
  hash: string;
  createdAt: number;
}

export type Migration = ReturnType<typeof knownMigrations>[number];

/** Every migration of this program, the oldest first. */
export function knownMigrations() {
  return readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER });
}

/** What was applied to this database, the oldest first; none where nothing ever was. */
export async function appliedMigrations(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows: journals } = await client.query("SELECT to_regclass('drizzle.__drizzle_migrations') AS name");
  if (journals[0]?.name === null) return [];
  const { rows } = await client.query<{ hash: string; created_at: string }>(
    'SELECT hash, created_at FROM drizzle.__drizzle_migrations ORDER BY created_at',
  );
  return rows.map(({ hash, created_at }) => ({ hash, createdAt: Number(created_at) }));
}

/** Whether these are the oldest of `known`: where they were applied, the rest of it goes on. */
export function isBeginningOf(known: Migration[], applied: AppliedMigration[]): boolean {
  const names = known.map(({ hash, folderMillis }) => ({ hash, createdAt: folderMillis }));
  return isDeepStrictEqual(names.slice(0, applied.length), applied);
}

/** Whether one of these is none that this program knows: a newer one applied it. */
export function isNewer(applied: AppliedMigration[]): boolean {
  // By their times, as drizzle's migrator tells them: the hash is another where only the ends of lines are (a checkout on Windows).
  const known = new Set(knownMigrations().map(({ folderMillis }) => folderMillis));
  return applied.some(({ createdAt }) => !known.has(createdAt));
}

/**
 * Older code on a newer schema calls functions that take other arguments by now: mail would get its 250 and stay unread.
 * @throws StartError where a newer program changed the schema.
 */
export function refuseNewer(applied: AppliedMigration[]): void {
  if (isNewer(applied))
    throw new StartError(
      'The database was brought up to date by a newer version of the program: start the newer version on this machine too, or restore a backup of before the update.',
    );
}

/** Applies these, in the transaction the client is in. */
export async function applyMigrations(client: pg.Client, migrations: Migration[]): Promise<void> {
  await client.query(`
    CREATE SCHEMA IF NOT EXISTS drizzle;
    CREATE TABLE IF NOT EXISTS drizzle.__drizzle_migrations (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint)`);
  for (const { sql, hash, folderMillis } of migrations) {
    for (const statement of sql) await client.query(statement);
    await client.query('INSERT INTO drizzle.__drizzle_migrations (hash, created_at) VALUES ($1, $2)', [
      hash,
      folderMillis,
    ]);
  }
}
