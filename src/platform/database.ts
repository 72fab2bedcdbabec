// The door to PostgreSQL: pools that connect as roles without power, and transactions that see one organization.
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { type Condition, conditionOf, watchDatabase } from './database-watch.ts';
import { DURABLE_SESSION, SERVER_FACTS, type ServerFacts } from './durability.ts';
import { StartError } from './errors.ts';
import type { Log } from './log.ts';
import {
  answerCode,
  databaseTrouble,
  isServerInDoubt,
  markLost,
  NoConnection,
  openPool,
  type Pool,
} from './pool.ts';
import { prepareRepeated } from './prepare-repeated.ts';

/** A transaction (or a connection) that queries run on. The first argument of every store function. */
export type Tx = Pick<
  NodePgDatabase,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'execute'
>;

/**
 * Calls one of the SECURITY DEFINER functions that cross organizations (migrations/). Prepared under `name`.
 * @throws NoConnection when nothing was sent; else what the server said, or that it is lost or silent.
 */
export type Across = <Row extends pg.QueryResultRow>(
  name: string,
  text: string,
  values: unknown[],
  withinMs?: number,
) => Promise<Row[]>;

export interface Database {
  /**
   * Runs `work` in a transaction that sees and writes this organization's rows only; commits when it returns, rolls
   * back when it throws. `organizationId` must be a UUID. Work that comes batch after batch `isRepeated`: its statements are
   * prepared (prepare-repeated.ts).
   */
  withOrganization<T>(
    organizationId: string,
    work: (tx: Tx) => Promise<T>,
    how?: { isRepeated: boolean },
  ): Promise<T>;
  across: Across;
  /** The same on intake's own connections, which no busy screen or reader takes away; a statement ends within 5 s. */
  acrossForIntake: Across;
  /** Connections for sign-in: the role that sees people and memberships, and nothing else. */
  auth: NodePgDatabase;
  /** A connection of its own, for LISTEN. The caller ends it. */
  connect(): Promise<pg.Client>;
  /** Whether mails can be stored right now; asked on intake's connections. */
  condition(): Promise<Condition>;
  close(): Promise<void>;
}

/** How to reach a server: a URL given by the operator, or the embedded one's socket. */
export type Server = { url: string } | { socketDir: string; database: string };

/** Connection settings for a role: by its own login on the embedded server, by SET ROLE on a given one. */
export function connectionFor(server: Server, role: Role | null): pg.ClientConfig {
  if (!('url' in server))
    return {
      host: server.socketDir,
      database: server.database,
      user: role ?? 'postgres',
      options: DURABLE_SESSION,
    };
  const url = new URL(server.url);
  // Start-up settings: also RESET ROLE stays this role. They go after options the operator gave, so that they win.
  if (role)
    url.searchParams.set(
      'options',
      `${url.searchParams.get('options') ?? ''} ${DURABLE_SESSION} -c role=${role}`.trim(),
    );
  return { connectionString: url.href };
}

type Role = 'digima_app' | 'digima_auth';

/** What the operator reads where there is no connection. */
export function cannotBeReached(cause: Error): StartError {
  return new StartError(`PostgreSQL cannot be reached: ${cause.message}. Check DATABASE_URL.`, { cause });
}

/** What the operator reads of a failure that the database is to blame for; null of any other. */
export function databaseFailure(error: unknown): StartError | null {
  const trouble = databaseTrouble(error);
  if (trouble === null) return null;
  // A library's own message holds the statement, and the values people gave.
  const cause = ((error as Error).cause ?? error) as Error;
  if (error instanceof NoConnection) return cannotBeReached(cause);
  return new StartError(
    trouble === 'away'
      ? `PostgreSQL went away (${cause.message}): try again once it is there.`
      : `The connection to PostgreSQL was lost (${cause.message}): look whether it was done, and try again.`,
    { cause: error },
  );
}

/** @throws StartError unless this role is the one asked for and has no power over other tenants' rows. */
async function refusePower(pool: Pool, role: Role): Promise<void> {
  const [is] = await pool.query<{ name: string; powerful: boolean }>({
    name: '',
    text: 'SELECT rolname AS name, rolsuper OR rolbypassrls AS powerful FROM pg_roles WHERE rolname = current_user',
    values: [],
  });
  if (is?.name !== role || is.powerful)
    throw new StartError(
      `The database connection works as ${is?.name} instead of ${role}, so tenants would not be kept apart: connect DATABASE_URL to PostgreSQL itself, not through a pooler that drops start-up options.`,
    );
}

// The server's own limits, and ours for a server that does not answer at all.
const WORK = { statement_timeout: 9_000, query_timeout: 10_000, idle_in_transaction_session_timeout: 20_000 };
// A mail is answered within 10 s: after a statement that took 5 s there is still time to ask what became of it.
const INTAKE = { statement_timeout: 5_000, query_timeout: 6_000, lock_timeout: 4_000 };
const CONNECT_WITHIN_MS = 4_000;
const ROLLBACK = { text: 'ROLLBACK', query_timeout: 2_000 };
const pools = { app: 20, intake: 8, auth: 4 };

/**
 * Opens the pools. The schema must be there (migrate.ts).
 * @throws StartError when the server cannot be reached, or the connections would not be bound by row-level security.
 */
export async function openDatabase(server: Server, log: Log): Promise<Database> {
  const open = (role: Role, max: number, limits: typeof WORK | typeof INTAKE) =>
    openPool({ ...connectionFor(server, role), max, ...limits }, log);
  const app = open('digima_app', pools.app, WORK);
  const intake = open('digima_app', pools.intake, INTAKE);
  const auth = open('digima_auth', pools.auth, WORK);
  const all = [app, intake, auth];
  try {
    await Promise.all([refusePower(app, 'digima_app'), refusePower(auth, 'digima_auth')]);
  } catch (error) {
    await Promise.all(all.map((pool) => pool.end()));
    throw error instanceof NoConnection ? cannotBeReached(error.cause as Error) : error;
  }
  const connect = async () => {
    const client = new pg.Client({
      ...connectionFor(server, 'digima_app'),
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      keepAlive: true,
      application_name: 'digima',
    });
    client.on('error', () => {});
    await client.connect();
    return client;
  };
  const watch = watchDatabase({
    connect,
    onSilence: (openedBefore) => {
      for (const pool of all) pool.drop(openedBefore);
    },
    log,
  });
  return {
    withOrganization: async (organizationId, work, how) => {
      const client = await app.connect();
      const begun = performance.now();
      let broken: Error | undefined;
      try {
        await client.query(begin(organizationId));
        const result = await work(drizzle(how?.isRepeated ? prepareRepeated(client) : client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        // A connection that does not even do this is thrown away, and the server rolls back by itself.
        await client.query(ROLLBACK).catch((lost: Error) => {
          broken = lost;
        });
        if (broken) {
          app.dropIdle(begun);
          markLost(error);
        }
        const code = answerCode(error);
        if (code !== null && isServerInDoubt(code)) broken ??= error as Error;
        throw error;
      } finally {
        client.release(broken);
      }
    },
    across: (name, text, values, withinMs) => app.query({ name, text, values }, withinMs),
    acrossForIntake: (name, text, values, withinMs) => intake.query({ name, text, values }, withinMs),
    auth: drizzle(auth.raw),
    connect,
    condition: () =>
      intake
        .query<ServerFacts>({ name: 'facts', text: SERVER_FACTS, values: [] }, CONNECT_WITHIN_MS)
        .then(([facts]) => (facts ? conditionOf(facts) : 'away'))
        .catch(() => 'away'),
    close: async () => {
      await Promise.all([watch.stop(), ...all.map((pool) => pool.end())]);
    },
  };
}

// One round trip for BEGIN and SET LOCAL. The id goes into the text, so nothing but a UUID may pass.
function begin(organizationId: string): string {
  if (!/^[0-9a-f-]{36}$/.test(organizationId)) throw new TypeError('organizationId must be a UUID');
  return `BEGIN; SET LOCAL app.organization = '${organizationId}'`;
}
