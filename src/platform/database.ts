// The door to PostgreSQL: pools that connect as roles without power, and transactions that see one organization.
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { StartError } from './errors.ts';
import type { Log } from './log.ts';

/** A transaction (or a connection) that queries run on. The first argument of every store function. */
export type Tx = Pick<
  NodePgDatabase,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'execute'
>;

export interface Database {
  /**
   * Runs `work` in a transaction that sees and writes this organization's rows only; commits when it returns, rolls
   * back when it throws. `organizationId` must be a UUID.
   */
  withOrganization<T>(organizationId: string, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Calls one of the SECURITY DEFINER functions that cross organizations (migrations/). Prepared under `name`. */
  across<Row extends pg.QueryResultRow>(name: string, text: string, values: unknown[]): Promise<Row[]>;
  /** Connections for sign-in: the role that sees people and memberships, and nothing else. */
  auth: NodePgDatabase;
  /** A connection of its own, for LISTEN. The caller ends it. */
  connect(): Promise<pg.Client>;
  close(): Promise<void>;
}

/** How to reach a server: a URL given by the operator, or the embedded one's socket. */
export type Server = { url: string } | { socketDir: string; database: string };

/** Connection settings for a role: by its own login on the embedded server, by SET ROLE on a given one. */
export function connectionFor(server: Server, role: Role | null): pg.ClientConfig {
  if (!('url' in server))
    return { host: server.socketDir, database: server.database, user: role ?? 'postgres' };
  const url = new URL(server.url);
  // A start-up setting: also RESET ROLE stays this role. It goes after options the operator gave, so that it wins.
  if (role)
    url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} -c role=${role}`.trim());
  return { connectionString: url.href };
}

type Role = 'digima_app' | 'digima_auth';

/** @throws StartError unless this role is the one asked for and has no power over other tenants' rows. */
async function refusePower(pool: pg.Pool, role: Role): Promise<void> {
  const { rows } = await pool.query<{ name: string; powerful: boolean }>(
    'SELECT rolname AS name, rolsuper OR rolbypassrls AS powerful FROM pg_roles WHERE rolname = current_user',
  );
  if (rows[0]?.name !== role || rows[0].powerful)
    throw new StartError(
      `The database connection works as ${rows[0]?.name} instead of ${role}, so tenants would not be kept apart: connect DATABASE_URL to PostgreSQL itself, not through a pooler that drops start-up options.`,
    );
}

const pools = { app: 20, auth: 4 };

/**
 * Opens the pools. The schema must be there (migrate.ts).
 * @throws StartError when the connections would not be bound by row-level security.
 */
export async function openDatabase(server: Server, log: Log): Promise<Database> {
  const open = (role: Role, max: number) => {
    const pool = new pg.Pool({
      ...connectionFor(server, role),
      max,
      connectionTimeoutMillis: 10_000,
      // The server's own limit, and ours for a server that does not answer at all: 451 within 10 s.
      statement_timeout: 9_000,
      query_timeout: 10_000,
      keepAlive: true,
      application_name: 'digima',
    });
    // A connection lost while it is used fails its query; without a listener it would end the program too.
    pool.on('connect', (client) => client.on('error', () => {}));
    // An idle connection that the server ended; the pool opens another when it is needed.
    pool.on('error', (error) =>
      log.warn({ code: (error as { code?: string }).code }, 'database connection lost'),
    );
    return pool;
  };
  const app = open('digima_app', pools.app);
  const auth = open('digima_auth', pools.auth);
  try {
    await Promise.all([refusePower(app, 'digima_app'), refusePower(auth, 'digima_auth')]);
  } catch (error) {
    await Promise.all([app.end(), auth.end()]);
    throw error;
  }
  return {
    withOrganization: async (organizationId, work) => {
      const client = await app.connect();
      let broken: Error | undefined;
      try {
        await client.query(begin(organizationId));
        const result = await work(drizzle(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch((lost: Error) => {
          broken = lost;
        });
        throw error;
      } finally {
        client.release(broken);
      }
    },
    across: async (name, text, values) => (await app.query({ name, text, values })).rows,
    auth: drizzle(auth),
    connect: async () => {
      const client = new pg.Client({
        ...connectionFor(server, 'digima_app'),
        application_name: 'digima',
      });
      await client.connect();
      return client;
    },
    close: async () => {
      await Promise.all([app.end(), auth.end()]);
    },
  };
}

// One round trip for BEGIN and SET LOCAL. The id goes into the text, so nothing but a UUID may pass.
function begin(organizationId: string): string {
  if (!/^[0-9a-f-]{36}$/.test(organizationId)) throw new TypeError('organizationId must be a UUID');
  return `BEGIN; SET LOCAL app.organization = '${organizationId}'`;
}
