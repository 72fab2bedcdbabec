// Brings the schema up to date at start, one process at a time, and refuses a server that would break our promises.
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type pg from 'pg';
import type { Server } from './database.ts';
import { SERVER_FACTS, type ServerFacts, unsafeSettings } from './durability.ts';
import { StartError } from './errors.ts';
import type { Log } from './log.ts';
import { appliedMigrations, knownMigrations, MIGRATIONS_FOLDER, refuseNewer } from './migrations.ts';
import { tellingWaits } from './tell-waiting.ts';
import { withOwner } from './with-owner.ts';
import { withoutLimits } from './without-limits.ts';

const OLDEST_SERVER = 150000;
/** Held by whoever changes the schema. */
export const MIGRATING_LOCK = 0x6469676d; // "digm"
/** Held (shared) while a backup is taken: a change of the schema waits for its end before it queues for any table. */
export const BACKUP_LOCK = 0x64696762; // "digb"

/**
 * Migrates as the server's owner; other processes wait their turn on an advisory lock, and the log says whom they wait for.
 * @throws StartError when the server is unreachable, older than 15, unsafe, not in UTF8 or read-only, its user may not make roles, others keep
 * it up, or a newer program has migrated it.
 */
export async function migrateDatabase(server: Server, log: Log): Promise<void> {
  try {
    await withoutLimits(server, 'digima migrate', async (client) => {
      await refuseUnsafe(client);
      await tellingWaits(server, client, log, () => bringUpToDate(client, server));
    });
  } catch (cause) {
    const code =
      (cause as { code?: string; cause?: { code?: string } }).code ??
      (cause as { cause?: { code?: string } }).cause?.code;
    if (code === '42501')
      throw new StartError(
        'The user of DATABASE_URL may not prepare the database: give it CREATEROLE and ownership of the database, or run the first start with an owner.',
        { cause },
      );
    if (code === '40P01')
      throw new StartError(
        'Another program works on this database: stop it on every machine, an older version too, and start again.',
        { cause },
      );
    throw cause;
  }
}

async function bringUpToDate(client: pg.Client, server: Server): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATING_LOCK]);
  const applied = await appliedMigrations(client);
  refuseNewer(applied);
  if (applied.length < knownMigrations().length)
    await client.query('SELECT pg_advisory_lock($1)', [BACKUP_LOCK]);
  await migrate(drizzle(client), { migrationsFolder: MIGRATIONS_FOLDER });
  await letRolesIn(client, server);
}

/** Over its private socket the embedded server lets each role in by name; a given server is entered by SET ROLE. */
export async function letRolesIn(client: pg.Client, server: Server): Promise<void> {
  if (!('socketDir' in server)) return;
  // Only whoever may not enter yet: roles are the whole server's, and programs on other databases of it start at the same time.
  const { rows } = await client.query<{ role: string }>(
    "SELECT quote_ident(rolname) AS role FROM pg_roles WHERE rolname IN ('digima_app', 'digima_auth') AND NOT rolcanlogin",
  );
  for (const { role } of rows) await client.query(`ALTER ROLE ${role} LOGIN`);
}

/**
 * Looks at a server without changing it.
 * @throws StartError when it is unreachable, older than 15, not in UTF8, read-only, or runs with a setting off that keeps commits.
 */
export function checkServer(server: Server): Promise<void> {
  return withOwner(server, refuseUnsafe);
}

async function refuseUnsafe(client: pg.Client): Promise<void> {
  const [facts] = (await client.query<ServerFacts>(SERVER_FACTS)).rows;
  if (!facts) throw new StartError('PostgreSQL did not answer.');
  if (facts.version < OLDEST_SERVER)
    throw new StartError('PostgreSQL 15 or newer is needed: upgrade it, or give another DATABASE_URL.');
  if (facts.encoding !== 'UTF8')
    throw new StartError(
      `The database is encoded in ${facts.encoding}, which cannot hold every name: make one with ENCODING 'UTF8' TEMPLATE template0, and give it as DATABASE_URL.`,
    );
  const unsafe = unsafeSettings(facts);
  if (unsafe.length > 0)
    throw new StartError(
      `PostgreSQL runs with ${unsafe.join(' and ')} off: a power cut would lose mails that were already accepted. Switch ${unsafe.length > 1 ? 'them' : 'it'} on.`,
    );
  if (facts.read_only)
    throw new StartError('PostgreSQL is read-only, as a standby is: give the DATABASE_URL of the primary.');
}
